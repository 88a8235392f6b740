import type { CallFields } from '@cdr/core';
import type { AsteriskOptions } from './options.ts';

type Direction = CallFields['direction'];

/** Tells the two sides of a call apart. */
export interface DirectionReader {
  /** What the dialplan's context says by config; else what the numbers at both ends say. */
  directionOf: (record: {
    src?: string | null | undefined;
    dst?: string | null | undefined;
    dcontext?: string | null | undefined;
  }) => Direction;
  /** Whether a number is one of the organisation's own. */
  isExtension: (number: string) => boolean;
}

/** A reader by the contexts that config names, and by the shape of extensions. */
export function createDirectionReader(
  { inbound, outbound, internal }: Pick<AsteriskOptions, 'inbound' | 'outbound' | 'internal'>,
  isExtension: (number: string) => boolean,
): DirectionReader {
  const byContext = new Map<string, Direction>([
    ...inbound.map((context) => [context, 'inbound'] as const),
    ...outbound.map((context) => [context, 'outbound'] as const),
    ...internal.map((context) => [context, 'internal'] as const),
  ]);
  return {
    isExtension,
    directionOf({ src, dst, dcontext }) {
      const told = byContext.get(dcontext ?? '');
      if (told !== undefined) return told;
      const isFromInside = isExtension(src ?? '');
      if (isExtension(dst ?? '')) return isFromInside ? 'internal' : 'inbound';
      return isFromInside && dst ? 'outbound' : 'unknown';
    },
  };
}

/**
 * What a channel leads to: `101` of `PJSIP/101-0000002a`, a trunk's name of `SIP/trunk-0000002b`.
 * `null` for channels of the dialplan itself (`Local/…`), and where there is none.
 */
export function deviceOf(channel: string | null | undefined): string | null {
  const [, technology, device = ''] = /^([^/]+)\/(.+?)(?:-[0-9a-f]+)?$/is.exec(channel ?? '') ?? [];
  return technology === undefined || technology === 'Local' ? null : device;
}

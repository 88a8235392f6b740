import type { Agent, CallFields, Party } from '@cdr/core';
import { createEnumReader, textOrNull } from '@cdr/provider-kit';
import type { CdrParty } from './api.ts';

/** Which numbers belong to the organisation. */
export interface NumberRules {
  /** Whether a number has the form of an extension's, where the vendor says that it is one. */
  isExtension: (number: string) => boolean;
  /** Whether a number is the organisation's own though the vendor names no extension. */
  isOwn: (number: string) => boolean;
}

/** One end of a call. */
export interface CallEnd {
  number: string | null;
  name: string | null;
  /** The id of the extension; `null` when the vendor names none. */
  extension: string | null;
  /** Whether it belongs to the organisation. */
  isOwn: boolean;
  /** Whether the vendor says that it doesn't. */
  isOutside: boolean;
  /** Somebody of the organisation sent the call on to here. */
  isDiverted: boolean;
}

/** Phones and the exchange itself are the organisation's own: unverified. */
const readSide = createEnumReader<'own' | 'outside' | null>(
  { sipphone: 'own', mobile: 'own', externalphone: 'own', system: 'own', external: 'outside' },
  null,
);

/** What a record says of one end. */
export function toCallEnd(party: CdrParty | null, { isOwn }: NumberRules): CallEnd {
  const number = textOrNull(party?.number);
  const extension = textOrNull(party?.extension);
  const side = readSide(party?.type);
  return {
    number,
    name: textOrNull(party?.name),
    extension,
    isOwn: extension !== null || side === 'own' || (number !== null && isOwn(number)),
    isOutside: side === 'outside',
    isDiverted: textOrNull(party?.divertedBy) !== null,
  };
}

/**
 * The vendor tells no direction. A call from outside that reaches no extension reached a queue or a
 * menu; but one that somebody diverted may have gone on to anywhere.
 */
export function directionOf(caller: CallEnd, callee: CallEnd): CallFields['direction'] {
  if (caller.isOwn) {
    if (callee.isOwn) return 'internal';
    return callee.number === null ? 'unknown' : 'outbound';
  }
  if (callee.isOwn) return 'inbound';
  return caller.isOutside && !caller.isDiverted ? 'inbound' : 'unknown';
}

/** An end as the party of a call. */
export function toParty({ number, name, extension, isOwn }: CallEnd): Party {
  return { number, e164: null, name, type: isOwn ? 'extension' : 'unknown', ref: extension };
}

/**
 * The agent at an end. A record names extensions and not the people at them: the agent is known by the
 * number, which statistics tell beside the employee, and by the extension's id where no number is short.
 */
export function toAgents(
  { extension, number, name }: CallEnd,
  { isExtension }: NumberRules,
): Agent[] {
  if (extension === null) return [];
  const own = number !== null && isExtension(number) ? number : null;
  return [{ id: own ?? extension, name, login: null, extension: own }];
}

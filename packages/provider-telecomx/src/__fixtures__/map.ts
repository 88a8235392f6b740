import type { CallFields } from '@cdr/core';
import telecomx from '../index.ts';

/** A mapper with that regular expression of extensions in config, or none. */
export function mapperFor(extensions: string | null = null) {
  return telecomx.createMapper(telecomx.options.parse({ token: 't' }), {
    source: 'copenhagen',
    timeZone: 'Europe/Copenhagen',
    country: 'DK',
    extensions,
  });
}

/** The call that a record says, with what it must have filled in. */
export function mapCdr(row: Record<string, unknown>, extensions: string | null = null): CallFields {
  const whole = { _id: '5bf2b81b462b727cd09b05cd', started: '2024-05-06T07:08:09.123Z', ...row };
  const mapped = mapperFor(extensions)(whole, JSON.stringify(whole));
  if (!mapped.ok) throw new Error(mapped.reason);
  return mapped.call;
}

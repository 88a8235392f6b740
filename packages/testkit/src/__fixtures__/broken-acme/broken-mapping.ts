import type { CallFields, MappedRow, SourceSettings } from '@cdr/core';
import { type Acme, inZone, withMapping } from './alter-acme.ts';

/** Acme providers that read rows in a wrong way. */
export const brokenMapping: Record<string, () => Acme> = {
  'reads local time as UTC': () => inZone('UTC'),
  'reads the day for the month': () =>
    withStart((start) => start.replace(/-(0\d|1[0-2])-(0\d|1[0-2]) /, '-$2-$1 ')),
  'knows no leap day': () => withStart((start) => start.replace('-02-29 ', '-03-01 ')),
  'sees a leap day in every year': () =>
    withStart((start) =>
      start.replace(/^(\d+)-03-01 /, (text, year) => (year % 4 === 0 ? text : `${year}-02-29 `)),
    ),
  'takes every year for this one': () => withStart((start) => start.replace(/^\d+/, '2025')),
  'knows no hour that comes twice': () => withCall((call) => ({ ...call, timeAmbiguous: false })),
  'knows only in its own country which hour comes twice': () =>
    withCall((call, { timeZone }) => ({
      ...call,
      timeAmbiguous: call.timeAmbiguous && timeZone === 'Europe/Stockholm',
    })),
  'reads ids as numbers': () => withKey((key) => String(Number(key))),
  'makes ids from the order of keys': () => withKey((_, text) => text),
  'makes ids from everything but the id': () =>
    withKey((_, text) => text.replace(/"id":[^,]+,/, '')),
  'makes ids from starts alone': () => withKey((_, text) => String(Object(JSON.parse(text)).start)),
  'makes ids from instants': () =>
    withMapping((mapper) => (row, text) => {
      const mapped = mapper(row, text);
      return mapped.ok ? { ...mapped, key: `${mapped.key}@${mapped.call.startedAt}` } : mapped;
    }),
  'takes the caller for the callee': () =>
    withCall((call) => ({ ...call, from: call.to, to: call.from })),
  'takes seconds for milliseconds': () =>
    withCall((call) => ({
      ...call,
      durationMs: call.durationMs === null ? null : call.durationMs / 1000,
    })),
  'tells fractions of milliseconds': () =>
    withCall((call) => ({
      ...call,
      durationMs: call.durationMs === null ? null : call.durationMs + 0.25,
    })),
  'maps no record twice': () =>
    withMapping((mapper) => {
      const known = new Map<string, MappedRow>();
      return (row, text) => {
        const id = String(Object(row).id);
        const mapped = known.get(id) ?? mapper(row, text);
        known.set(id, mapped);
        return mapped;
      };
    }),
  'throws on bad rows': () =>
    withMapping((mapper) => (row, text) => {
      const mapped = mapper(row, text);
      if (!mapped.ok) throw new TypeError(mapped.reason);
      return mapped;
    }),
};

function withStart(change: (start: string) => string): Acme {
  return withMapping((mapper) => (row, text) => {
    const start: unknown = Object(row).start;
    return mapper(typeof start === 'string' ? { ...Object(row), start: change(start) } : row, text);
  });
}

function withKey(change: (key: string, text: string) => string): Acme {
  return withMapping((mapper) => (row, text) => {
    const mapped = mapper(row, text);
    return mapped.ok ? { ...mapped, key: change(mapped.key, text) } : mapped;
  });
}

function withCall(change: (call: CallFields, settings: SourceSettings) => CallFields): Acme {
  return withMapping((mapper, settings) => (row, text) => {
    const mapped = mapper(row, text);
    return mapped.ok ? { ...mapped, call: change(mapped.call, settings) } : mapped;
  });
}

import { toEpochMs, toInstant, type Window } from '@cdr/core';
import { z } from 'zod';

const listSchema = z.array(z.tuple([z.string(), z.string()]));

/** Where windows begin and end, and the text of all of them where they are more than one. */
export interface WindowList {
  from: number;
  to: number;
  /** JSON: pairs of instants. */
  text: string | null;
}

/** Sorted windows as columns hold them. */
export function writeWindows(windows: readonly Window[]): WindowList {
  const pairs = windows.map(({ from, to }) => [toInstant(from), toInstant(to)]);
  return {
    from: windows[0]?.from ?? 0,
    to: windows.at(-1)?.to ?? 0,
    text: pairs.length === 1 ? null : JSON.stringify(pairs),
  };
}

/** The windows that these columns hold. */
export function readWindows({ from, to, text }: WindowList): Window[] {
  if (text === null) return [{ from, to }];
  return listSchema
    .parse(JSON.parse(text))
    .map(([first, last]) => ({ from: toEpochMs(first), to: toEpochMs(last) }));
}

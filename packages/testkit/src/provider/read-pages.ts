import { formatWallTime, type Page, type RequestBound, toEpochMs, type Window } from '@cdr/core';
import type { Lab } from './lab.ts';
import type { Trial } from './trial.ts';

/** Everything that a provider answers between these very bounds. */
export async function readPages(
  { stream, zone }: Lab,
  trial: Trial,
  owned: Window,
  signal = new AbortController().signal,
): Promise<Page[]> {
  const bound = (epochMs: number): RequestBound => ({
    epochMs,
    wall: formatWallTime(zone.toWall(epochMs)),
  });
  const pages: Page[] = [];
  const request = {
    stream: stream.id,
    owned,
    bounds: { from: bound(owned.from), to: bound(owned.to) },
    signal,
  };
  const source = await trial.ready();
  for await (const page of source.connect(() => {}).read(request)) pages.push(page);
  return pages;
}

/** When the calls of the pages start, in the order of the pages; rows that are no calls are left out. */
export function startsOf({ source }: Trial, pages: readonly Page[]): number[] {
  return pages.flatMap(({ rows, texts }) =>
    rows.flatMap((row, index) => {
      const mapped = source.mapper(row, texts[index] ?? '');
      return mapped.ok ? [toEpochMs(mapped.call.startedAt)] : [];
    }),
  );
}

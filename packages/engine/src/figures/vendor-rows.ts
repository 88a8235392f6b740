import {
  isToldBySums,
  type StatisticsRow,
  type Store,
  type SummaryQuery,
  summarizeStatistics,
  whyNoStatistics,
} from '@cdr/core';
import type { FigureNote } from './figure-note.ts';

/** Rows that vendors' own sums make, and what is to be said of them; nothing where there are no sums. */
export async function vendorRows(
  store: Pick<Store, 'readStatistics'>,
  query: SummaryQuery,
): Promise<{ rows: StatisticsRow[]; notes: FigureNote[] }> {
  const { source, from, to, agent } = query.filter ?? {};
  const filter = {
    ...(source === undefined ? {} : { source }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(agent === undefined ? {} : { agent }),
  };
  const note = (reason: string, rest: Partial<FigureNote> = {}): FigureNote => ({
    origin: 'vendor',
    metric: null,
    source: null,
    reason,
    ...rest,
  });
  const why = whyNoStatistics(query);
  if (why !== null) {
    for await (const _ of store.readStatistics({ filter })) return { rows: [], notes: [note(why)] };
    return { rows: [], notes: [] };
  }
  const {
    rows,
    leftOut,
    untold: lacking,
  } = await summarizeStatistics(store.readStatistics({ filter }), query);
  const untold = rows.length === 0 ? [] : query.metrics.filter((metric) => !isToldBySums(metric));
  return {
    rows,
    notes: [
      ...(query.fill === true && rows.length > 0
        ? [note('in intervals that they do not tell of, figures are null')]
        : []),
      ...untold.map((metric) => note('they do not tell it', { metric })),
      ...lacking.map(({ source: own, metric, values }) =>
        note(`some of them lack ${values.join(' and ')}`, { source: own, metric }),
      ),
      ...leftOut.map(({ source: own, unit, count }) =>
        note(`${count} by ${unit} fit no interval that was asked for`, { source: own }),
      ),
    ],
  };
}

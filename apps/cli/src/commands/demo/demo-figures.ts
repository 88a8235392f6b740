import { type MetricName, type Store, type SummaryRow, unsuppliedMetrics } from '@cdr/core';
import type { Source } from '@cdr/engine';

/** What a month of calls of one source comes to. */
export interface DemoFigures {
  metrics: SummaryRow['metrics'];
  /** The hour of the day with the most calls; `null` without calls. */
  busiestHour: number | null;
}

const metrics: MetricName[] = [
  'calls',
  'inboundCalls',
  'asr',
  'noAnswer',
  'busy',
  'failed',
  'asa',
  'talkSeconds',
];

/** Figures of a source, by its own clocks. */
export async function readFigures(
  store: Store,
  { name, settings, streams }: Source,
): Promise<DemoFigures> {
  const untold = streams.flatMap((stream) =>
    stream.kind === 'calls' ? unsuppliedMetrics(stream).map(({ metric }) => metric) : [],
  );
  const query = {
    metrics,
    timeZone: settings.timeZone,
    filter: { source: [name] },
    unsupplied: { [name]: untold },
  };
  const [whole] = await store.summarize(query);
  const hours = await store.summarize({ ...query, metrics: ['calls'], by: ['hour-of-day'] });
  const callsOf = (row: SummaryRow) => row.metrics.calls ?? 0;
  const busiest = hours.toSorted((a, b) => callsOf(b) - callsOf(a))[0];
  const hour = busiest?.dimensions['hour-of-day'];
  return { metrics: whole?.metrics ?? {}, busiestHour: typeof hour === 'number' ? hour : null };
}

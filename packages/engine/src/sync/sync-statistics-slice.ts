import {
  ConfigError,
  type Connection,
  durationToMs,
  type PlannedSlice,
  type StatisticReading,
  type StatisticsStream,
  UnstableListError,
} from '@cdr/core';
import {
  type CollectedStatistics,
  collectStatistics,
  type StatisticsCollection,
} from './collect-statistics.ts';
import type { SliceRun, StoredSlice } from './sync-slice.ts';

/** Everything that reading the slices of one stream of statistics needs. */
export interface StatisticsReader extends StatisticsCollection {
  stream: StatisticsStream;
  connection: Connection;
}

const maxReadings = 5;

/**
 * Reads a slice of statistics and puts it in the place of what is stored of it. Where that would
 * take something away, the vendor must have told the same statistics twice in a row; an answer that
 * holds none and takes some away seals nothing, as with calls. Gives `null` when the run was over
 * first.
 */
export async function syncStatisticsSlice(
  reader: StatisticsReader,
  run: SliceRun,
  slice: PlannedSlice,
): Promise<StoredSlice | null> {
  const { key, stream, mapper } = reader;
  let said: string | null = null;
  for (let readings = 1; readings <= maxReadings; readings += 1) {
    const reading = await run.takeTurn(() => readStatisticsSlice(reader, run, slice));
    if (reading === null) return null;
    const { rows, rejected, received, outside, duplicate, warnings } = reading;
    const isConfirmed = said !== null && said === contentOf(reading);
    const commit: StatisticReading = {
      ...key,
      provider: run.provider,
      ...run.numberReading,
      // An interval that still runs is covered as far as it has come.
      window: { from: slice.from, to: Math.min(slice.to, run.readAt) },
      parameters: mapper.parameters,
      proof: {
        state: isConfirmed && received === 0 ? 'provisional' : slice.state,
        readAt: run.readAt,
        vendorRows: null,
        paceMs: durationToMs(stream.limits.minPollInterval),
      },
      rows,
      rejected,
      // A row that can't be read may tell of what is stored: nothing goes for its sake.
      missing: rejected.length > 0 ? 'keep' : isConfirmed ? 'remove' : 'confirm',
    };
    const result = await run.hold(rows.length, () => run.store.commitStatistics(commit));
    if (result.committed) {
      const answered = { received, outside, duplicate, rejected: rejected.length };
      return { counts: { ...result.counts, ...answered }, warnings };
    }
    run.onReread(slice);
    said = contentOf(reading);
  }
  throw new UnstableListError({
    what: 'The vendor keeps telling statistics of others for the same slice',
    where: key.source,
    todo: 'Nothing was removed; the next sync reads the slice again',
  });
}

/** One reading of one slice. */
export async function readStatisticsSlice(
  reader: StatisticsReader,
  { signal }: Pick<SliceRun, 'signal'>,
  { from, to }: PlannedSlice,
): Promise<CollectedStatistics> {
  const { connection, stream, key } = reader;
  if (connection.readStatistics === undefined) {
    throw new ConfigError({
      what: `The provider has a stream "${stream.id}" and can't read statistics`,
      where: key.source,
      todo: 'Update it, or take the stream out of the config',
    });
  }
  const owned = { from, to };
  const answer = await connection.readStatistics({ stream: stream.id, owned, signal });
  signal.throwIfAborted();
  return collectStatistics(reader, answer, owned);
}

/** What was told of; not how much, which grows while an interval runs. */
function contentOf({ rows, rejected }: CollectedStatistics): string {
  return [...rows.map(({ id }) => id), ...rejected.map(({ raw }) => raw)].sort().join('\n');
}

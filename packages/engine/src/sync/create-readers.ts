import { type CallStream, createCalendar, type StatisticsStream, zoneOf } from '@cdr/core';
import { streamKeyOf } from '../source/stream-ledger.ts';
import { createAnswerDigests, createFingerprint } from './fingerprint.ts';
import { createPartyNormaliser } from './phone-numbers.ts';
import type { SliceReader } from './slice-reader.ts';
import type { StreamTask } from './stream-task.ts';
import type { StatisticsReader } from './sync-statistics-slice.ts';

/** Slices with more rows are read in parts: what one transaction takes well. */
const maxRowsPerSlice = 10_000;

/** What a reader is made from. */
export type ReaderTask<Stream extends CallStream | StatisticsStream> = Pick<
  StreamTask<Stream>,
  'source' | 'stream' | 'connection' | 'keepRaw' | 'elapsedMs'
>;

/** The reader of a stream of calls. */
export function createSliceReader(task: ReaderTask<CallStream>): SliceReader {
  const { source, stream, connection, keepRaw, elapsedMs } = task;
  return {
    source: source.name,
    stream,
    zone: zoneOf(source.settings.timeZone),
    connection,
    mapper: source.mapper,
    fingerprint: createFingerprint(source, stream),
    createDigest: createAnswerDigests(source, stream),
    normaliseParty: createPartyNormaliser(source.settings.country),
    maxRows: maxRowsPerSlice,
    keepRaw,
    elapsedMs,
  };
}

/** The reader of a stream of statistics. */
export function createStatisticsReader(task: ReaderTask<StatisticsStream>): StatisticsReader {
  const { source, stream, connection, keepRaw } = task;
  return {
    key: streamKeyOf(source, stream),
    stream,
    connection,
    mapper: source.statisticsMapper(stream),
    calendar: createCalendar(stream.interval, zoneOf(source.settings.timeZone)),
    fingerprint: createFingerprint(source, stream),
    keepRaw,
  };
}

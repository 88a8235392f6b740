import { parametersText, type Stream, type StreamKey } from '@cdr/core';
import type { Source } from './source.ts';

/**
 * Whose ledger a stream of a source has. Sums depend on what the vendor was asked, and on where its
 * days begin: a source that asks otherwise starts over.
 */
export function streamKeyOf(source: Source, stream: Stream): StreamKey {
  const key = { source: source.name, stream: stream.id };
  if (stream.kind !== 'statistics') return key;
  const { parameters } = source.statisticsMapper(stream);
  const basis = `{"parameters":${parametersText(parameters)},"timeZone":${JSON.stringify(source.settings.timeZone)}}`;
  return { ...key, basis };
}

/** Whether an entry of the ledger, or a rejected row, is of the stream as it is asked now. */
export function isOfStream(entry: StreamKey, { source, stream, basis }: StreamKey): boolean {
  return entry.source === source && entry.stream === stream && entry.basis === basis;
}

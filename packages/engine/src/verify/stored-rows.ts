import {
  type CallFields,
  knownOrNull,
  type NoteFields,
  type Parameters,
  parametersText,
  type StatisticFields,
  type Store,
  type StreamKey,
  type Window,
} from '@cdr/core';
import type { ComparableRow } from './compare-rows.ts';

/** What of a store a verification uses: nothing that could write. */
export type ReadableStore = Pick<
  Store,
  | 'count'
  | 'coverage'
  | 'notesCoverage'
  | 'notesDue'
  | 'countNotesDue'
  | 'erasedNumbers'
  | 'read'
  | 'readNotes'
  | 'readStatistics'
>;

/** A call as stores give it back. */
export function comparableCall({ id, call }: { id: string; call: CallFields }): ComparableRow {
  const content: CallFields = {
    ...call,
    queue: knownOrNull(call.queue),
    recording: knownOrNull(call.recording),
    rating: knownOrNull(call.rating),
  };
  return { id, content };
}

/** The stored calls that start in a window. */
export async function* storedCalls(
  store: ReadableStore,
  owner: string,
  { from, to }: Window,
): AsyncGenerator<ComparableRow[]> {
  for await (const calls of store.read({ filter: { source: [owner], from, to } })) {
    yield calls.map(({ id, source: _source, provider: _provider, raw: _raw, ...call }) =>
      comparableCall({ id, call }),
    );
  }
}

/** A statistic by what the vendor decides of it. */
export function comparableStatistic({
  id,
  statistic: { agent, extension, interval, values, derived },
}: {
  id: string;
  statistic: StatisticFields;
}): ComparableRow {
  return { id, content: { agent, extension, interval, values, derived } };
}

/** The stored statistics of one stream and these parameters that begin in a window. */
export async function* storedStatistics(
  store: ReadableStore,
  { source, stream }: StreamKey,
  parameters: Parameters,
  { from, to }: Window,
): AsyncGenerator<ComparableRow[]> {
  const own = parametersText(parameters);
  const filter = { source: [source], stream: [stream], from, to };
  for await (const statistics of store.readStatistics({ filter })) {
    yield statistics
      .filter((statistic) => parametersText(statistic.parameters) === own)
      .map((statistic) => comparableStatistic({ id: statistic.id, statistic }));
  }
}

/** A note, named together with its call: among the notes of that alone its id is the only one. */
export function comparableNote({
  id,
  callId,
  note,
}: {
  id: string;
  callId: string;
  note: NoteFields;
}): ComparableRow {
  return { id: `${callId} ${id}`, content: note };
}

/** The stored notes of calls. */
export async function* storedNotes(
  store: ReadableStore,
  source: string,
  callIds: readonly string[],
): AsyncGenerator<ComparableRow[]> {
  const filter = { source: [source], callId: callIds };
  for await (const notes of store.readNotes({ filter })) {
    yield notes.map(({ id, callId, source: _source, raw: _raw, ...note }) =>
      comparableNote({ id, callId, note }),
    );
  }
}

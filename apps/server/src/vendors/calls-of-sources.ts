import type { Call, CallFilter, CallSource, NoteSource } from '@cdr/core';

/** What the API of a vendor reads. */
export type CallsAndNotes = CallSource & NoteSource;

/** What may be seen of a store. */
export interface View {
  sources: readonly string[];
  /** Whether addresses of recordings are told, which carry the right to listen. */
  addresses: boolean;
}

/**
 * The calls of some sources alone, and their notes. Of several sources, the id of a call in the store
 * takes the place of its vendor's own, since two accounts may have the same.
 */
export function callsOfSources(store: CallsAndNotes, view: View): CallsAndNotes {
  const { sources } = view;
  const limited = ({ source, ...filter }: Pick<CallFilter, 'source'>) => ({
    ...filter,
    source: source === undefined ? sources : source.filter((name) => sources.includes(name)),
  });
  return {
    ...(store.revision === undefined ? {} : { revision: () => store.revision?.(sources) ?? null }),
    count: (filter: CallFilter = {}) => store.count(limited(filter)),
    read: (query = {}) =>
      asSeen(store.read({ ...query, filter: limited(query.filter ?? {}) }), view),
    readNotes: (query = {}) => store.readNotes({ ...query, filter: limited(query.filter ?? {}) }),
  };
}

async function* asSeen(
  batches: AsyncIterable<Call[]>,
  { sources, addresses }: View,
): AsyncGenerator<Call[]> {
  for await (const batch of batches) {
    yield batch.map((call) => ({
      ...call,
      ...(sources.length > 1 ? { vendorId: call.id } : {}),
      ...(addresses || call.recording === null
        ? {}
        : { recording: { ...call.recording, url: null, downloadUrl: null } }),
    }));
  }
}

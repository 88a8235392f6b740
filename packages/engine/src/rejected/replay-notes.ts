import type { NotesStream, Store, StoredRejectedRow } from '@cdr/core';
import type { Source } from '../source/source.ts';
import { collectNotes } from '../sync/collect-notes.ts';
import { createFingerprint } from '../sync/fingerprint.ts';
import { parseRowText } from '../sync/parse-row-text.ts';
import { keepRejected, type ReplayReport } from './replay-report.ts';

/** Maps the rejected rows of a stream of notes again, and adds what are notes now to those of their calls. */
export async function replayNotes(
  { store, source, stream }: { store: Store; source: Source; stream: NotesStream },
  rejected: readonly StoredRejectedRow[],
  report: ReplayReport,
): Promise<void> {
  const collection = {
    source: source.name,
    mapper: source.noteMapper(stream),
    fingerprint: createFingerprint(source, stream),
    keepRaw: true,
  };
  for (const { id, raw, callId, windows } of rejected) {
    const startedAt = windows[0]?.from;
    if (callId === undefined || startedAt === undefined) continue;
    const call = { callId, startedAt, noteCount: null };
    const answer = { rows: [parseRowText(raw)], texts: [raw] };
    const { notes } = collectNotes(collection, call, answer);
    const reason = notes.rejected[0]?.reason;
    if (reason !== undefined) {
      keepRejected(report, reason);
      continue;
    }
    await store.commitNotes({
      source: source.name,
      stream: stream.id,
      provider: source.provider.manifest.id,
      ...source.numberReading,
      readAt: null,
      calls: [notes],
    });
    await store.deleteRejected([id]);
    report.replayed += 1;
  }
}

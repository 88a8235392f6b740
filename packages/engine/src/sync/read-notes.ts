import { CdrError, ConfigError, type NotesDue, type NotesStream, type RowList } from '@cdr/core';
import pLimit from 'p-limit';
import { type CollectedNotes, collectNotes, type NotesCollection } from './collect-notes.ts';
import type { FailureWatch } from './failure-watch.ts';
import { createFingerprint } from './fingerprint.ts';
import type { StreamTask } from './stream-task.ts';

/** What notes are read with. */
export type NotesTask = Pick<
  StreamTask<NotesStream>,
  'source' | 'stream' | 'connection' | 'keepRaw' | 'signal'
>;

/** What the answers of a stream of notes are made of. */
export function createNotesCollection({ source, stream, keepRaw }: NotesTask): NotesCollection {
  return {
    source: source.name,
    mapper: source.noteMapper(stream),
    fingerprint: createFingerprint(source, stream),
    keepRaw,
  };
}

/** What reading the notes of calls came to. */
export interface NotesAnswers {
  read: CollectedNotes[];
  /** Calls whose turn did not come, since the run was over first. */
  left: NotesDue[];
  /** What failed first. */
  error: CdrError | null;
}

/** Reads the notes of calls, several at once. What was read before an error counts. */
export async function readNotesOf(
  task: NotesTask,
  {
    calls,
    collection,
    failures,
  }: { calls: readonly NotesDue[]; collection: NotesCollection; failures: FailureWatch },
): Promise<NotesAnswers> {
  const { source, stream, signal } = task;
  const turns = pLimit(source.concurrencyOf(stream));
  const read: CollectedNotes[] = [];
  const left: NotesDue[] = [];
  const errors: CdrError[] = [];
  const bugs: unknown[] = [];

  async function readCall(call: NotesDue): Promise<void> {
    if (failures.isOver() || bugs.length > 0) {
      left.push(call);
      return;
    }
    try {
      read.push(collectNotes(collection, call, await askFor(task, call)));
      failures.succeed();
    } catch (error) {
      if (signal.aborted) {
        left.push(call);
        return;
      }
      if (!CdrError.isInstance(error)) {
        bugs.push(error);
        return;
      }
      failures.fail(error);
      errors.push(error);
    }
  }

  await Promise.all(calls.map((call) => turns(() => readCall(call))));
  if (bugs.length > 0) throw bugs[0];
  return { read, left, error: errors[0] ?? null };
}

async function askFor(
  { connection, stream, source, signal }: NotesTask,
  { callId, vendorId, startedAt }: NotesDue,
): Promise<RowList> {
  if (connection.readNotes === undefined) {
    throw new ConfigError({
      what: `The provider has a stream "${stream.id}" and can't read notes`,
      where: source.name,
      todo: 'Update it, or take the stream out of the config',
    });
  }
  const call = { id: callId, vendorId, startedAt };
  return connection.readNotes({ stream: stream.id, call, signal });
}

import { CdrError, type Clock, type EpochMs } from '@cdr/core';
import { assertSameProvider } from '../source/assert-same-provider.ts';
import type { Source } from '../source/source.ts';
import type { AskedRange } from '../sync/asked-window.ts';
import { countRequests } from '../sync/count-requests.ts';
import { endsRun } from '../sync/failure-watch.ts';
import type { SyncEvent } from '../sync/sync-events.ts';
import type { ReadableStore } from './stored-rows.ts';
import { verifyNotes } from './verify-notes.ts';
import { type SourceVerification, statusOfParts } from './verify-report.ts';
import { verifyStream } from './verify-stream.ts';
import type { Repair, StreamVerdict, VerifyTask } from './verify-task.ts';

/** One source of a verification. */
export interface SourceVerifyTask {
  source: Source;
  asked: AskedRange;
  store: ReadableStore;
  repair: Repair | null;
  full: boolean;
  now: EpochMs;
  clock: Clock;
  signal: AbortSignal;
  onEvent: (event: SyncEvent) => void;
}

/** A source's report, and the bug that ended it, if one did. */
export interface SourceVerdict {
  report: SourceVerification;
  /** What was thrown that isn't a `CdrError`; to be passed on once the other sources are done. */
  bug: { error: unknown } | null;
}

/** Holds every stream of a source against its vendor, one after the other. Doesn't reject. */
export async function verifySource(task: SourceVerifyTask): Promise<SourceVerdict> {
  const { source, clock, signal, onEvent } = task;
  const report: SourceVerification = {
    source: source.name,
    provider: source.provider.manifest.id,
    status: 'equal',
    requests: { sent: 0, retried: 0 },
    streams: [],
    warnings: [],
    errors: [],
  };
  const warn = (message: string): void => {
    if (report.warnings.includes(message)) return;
    report.warnings.push(message);
    onEvent({ type: 'warning', source: source.name, message });
  };
  try {
    await assertSameProvider(task.store, source);
    const connection = source.connect(countRequests(report, { warn, onEvent }));
    let isHopeless = false;
    for (const stream of source.streams) {
      const own: Omit<VerifyTask, 'stream'> = {
        ...task,
        connection,
        isHopeless,
        warn,
        elapsedMs: () => clock.elapsedMs(),
        sleep: (delayMs) => clock.sleep(delayMs, signal),
      };
      const {
        report: verified,
        warnings,
        errors,
      }: StreamVerdict = stream.kind === 'notes'
        ? await verifyNotes({ ...own, stream })
        : await verifyStream({ ...own, stream });
      isHopeless ||= errors.some(endsRun);
      warnings.forEach(warn);
      report.streams.push(verified);
      const messages = errors.map(({ message }) => message);
      report.errors = [...new Set([...report.errors, ...messages])];
    }
    report.status = statusOfParts(report.streams.map(({ status }) => status));
    return { report, bug: null };
  } catch (error) {
    const parts = report.streams.map(({ status }) => status);
    report.status = statusOfParts([...parts, 'failed']);
    if (signal.aborted) return { report, bug: null };
    report.errors.push(error instanceof Error ? error.message : String(error));
    return { report, bug: CdrError.isInstance(error) ? null : { error } };
  }
}

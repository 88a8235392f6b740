import { CdrError, type EpochMs, type Store } from '@cdr/core';
import { assertSameProvider } from '../source/assert-same-provider.ts';
import type { Source } from '../source/source.ts';
import type { AskedRange } from './asked-window.ts';
import { countRequests } from './count-requests.ts';
import { endsRun } from './failure-watch.ts';
import type { StreamResult, StreamTask } from './stream-task.ts';
import type { SyncEvent } from './sync-events.ts';
import { syncNotes } from './sync-notes.ts';
import {
  addCounts,
  emptySourceReport,
  type SourceReport,
  type SourceStatus,
} from './sync-report.ts';
import { syncStream } from './sync-stream.ts';

/** One source of a run. */
export interface SourceTask {
  source: Source;
  asked: AskedRange;
  store: Store;
  now: EpochMs;
  keepRaw: boolean;
  elapsedMs: () => number;
  signal: AbortSignal;
  onEvent: (event: SyncEvent) => void;
}

/** A source's report, and the bug that ended it, if one did. */
export interface SourceResult {
  report: SourceReport;
  /** What was thrown that isn't a `CdrError`; to be passed on once the other sources are done. */
  bug: { error: unknown } | null;
}

/** Brings every stream of a source up to date, one after the other. Doesn't reject. */
export async function syncSource(task: SourceTask): Promise<SourceResult> {
  const { source, onEvent } = task;
  const report = emptySourceReport(source.name, source.provider.manifest.id);
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
      const own: Omit<StreamTask, 'stream'> = { ...task, connection, isHopeless, warn };
      const result: StreamResult =
        stream.kind === 'notes'
          ? await syncNotes({ ...own, stream })
          : await syncStream({ ...own, stream });
      isHopeless ||= result.errors.some(endsRun);
      result.warnings.forEach(warn);
      addStream(report, result);
    }
    report.status = statusOf(report);
    return { report, bug: null };
  } catch (error) {
    report.status = report.slices.done === 0 ? 'failed' : 'partial';
    report.errors.push(error instanceof Error ? error.message : String(error));
    return { report, bug: CdrError.isInstance(error) ? null : { error } };
  }
}

function addStream(report: SourceReport, { report: stream, errors }: StreamResult): void {
  report.streams.push(stream);
  addCounts(report.slices, stream.slices);
  addCounts(report.rows, stream.rows);
  report.covered.push(...stream.covered);
  report.gaps.push(...stream.gaps);
  report.permanentGaps.push(...stream.permanentGaps);
  report.errors = [...new Set([...report.errors, ...errors.map(({ message }) => message)])];
  for (const error of errors) {
    const waitMs = waitOf(error);
    if (waitMs !== null) report.retryAfterMs = Math.max(waitMs, report.retryAfterMs ?? 0);
  }
}

/** Errors may come from another copy of the package. */
function waitOf(error: CdrError): number | null {
  if (error.code !== 'rate-limit' || !('retryAfterMs' in error)) return null;
  return typeof error.retryAfterMs === 'number' ? error.retryAfterMs : null;
}

function statusOf({ slices, gaps, retryAfterMs }: SourceReport): SourceStatus {
  if (slices.failed === 0 && gaps.length === 0 && slices.done === slices.planned) return 'complete';
  return slices.done === 0 && retryAfterMs === null ? 'failed' : 'partial';
}

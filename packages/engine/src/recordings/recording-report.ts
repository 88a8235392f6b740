import type { RecordingResult } from './recording-events.ts';

/** How a download went. */
export interface RecordingReport {
  /** `complete`: nothing is missing but what may still come. `failed`: nothing could be had. */
  status: 'complete' | 'partial' | 'failed' | 'interrupted';
  downloaded: number;
  present: number;
  pending: number;
  missing: number;
  failed: number;
  /** Recordings of sources that were given up. */
  skipped: number;
  /** Of what was downloaded. */
  bytes: number;
}

/** A download of nothing. */
export function noRecordings(): Omit<RecordingReport, 'status'> {
  return { downloaded: 0, present: 0, pending: 0, missing: 0, failed: 0, skipped: 0, bytes: 0 };
}

/** Adds a result to the counts. */
export function addResult(
  counts: Omit<RecordingReport, 'status'>,
  { status, bytes }: RecordingResult,
): void {
  counts[status] += 1;
  counts.bytes += bytes ?? 0;
}

/** What the counts come to. */
export function recordingStatus({
  downloaded,
  present,
  pending,
  missing,
  failed,
  skipped,
}: Omit<RecordingReport, 'status'>): RecordingReport['status'] {
  if (missing + failed + skipped === 0) return 'complete';
  return downloaded + present + pending === 0 ? 'failed' : 'partial';
}

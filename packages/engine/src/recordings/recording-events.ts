/** What became of one recording. */
export interface RecordingResult {
  /** Id of the call. */
  call: string;
  source: string;
  /**
   * `downloaded`: it is in its file now. `present`: it was before. `pending`: the vendor hasn't got it
   * yet. `missing`: the vendor hasn't got it, and its call is old enough. `failed`: see `reason`.
   */
  status: 'downloaded' | 'present' | 'pending' | 'missing' | 'failed';
  /** Inside the folder, with `/` between its parts. */
  file: string;
  /** Of a recording that was downloaded. */
  bytes: number | null;
  /** Media type of a recording that was downloaded, as the vendor told it. */
  type: string | null;
  /** Why it failed. */
  reason: string | null;
}

/** What happens in a download, as it happens. */
export type RecordingEvent =
  | { type: 'recording'; result: RecordingResult }
  | { type: 'gave-up'; source: string; message: string }
  | { type: 'request'; source: string }
  | { type: 'retry'; source: string; message: string; delayMs: number }
  | { type: 'warning'; source: string; message: string };

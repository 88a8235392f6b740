import type { Window } from '@cdr/core';

interface SliceEvent {
  source: string;
  stream: string;
  window: Window;
  /** Rows of the slice that are now stored, or were compared; 0 unless done. */
  rows: number;
  /** Slices that the stream's plan holds by now; grows when slices are split. */
  planned: number;
  done: number;
}

/** What happens in a sync or a verification, as it happens. */
export type SyncEvent =
  | { type: 'stream-planned'; source: string; stream: string; asked: Window; slices: number }
  | ({ type: 'slice-done' | 'slice-split' | 'slice-reread' } & SliceEvent)
  | ({ type: 'slice-failed'; message: string } & SliceEvent)
  | { type: 'request'; source: string }
  | { type: 'retry'; source: string; message: string; delayMs: number }
  | { type: 'pause'; source: string; message: string; delayMs: number }
  | { type: 'warning'; source: string; message: string };

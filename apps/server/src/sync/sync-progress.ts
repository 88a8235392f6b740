import type { SyncEvent } from '@cdr/engine';

/** How far a sync has come. */
export interface SyncProgress {
  /** Slices that the plan holds by now; grows when slices are split. */
  planned: number;
  done: number;
  failed: number;
  /** Rows of the slices that are done. */
  rows: number;
  requests: number;
  retries: number;
}

/** Adds events up, stream by stream. */
export function createSyncProgress(): {
  add(event: SyncEvent): void;
  current(): SyncProgress;
} {
  const streams = new Map<string, { planned: number; done: number }>();
  const sums = { failed: 0, rows: 0, requests: 0, retries: 0 };

  return {
    add(event) {
      switch (event.type) {
        case 'stream-planned':
          streams.set(`${event.source} ${event.stream}`, { planned: event.slices, done: 0 });
          break;
        case 'slice-done':
        case 'slice-split':
        case 'slice-reread':
        case 'slice-failed':
          streams.set(`${event.source} ${event.stream}`, event);
          sums.rows += event.rows;
          if (event.type === 'slice-failed') sums.failed += 1;
          break;
        case 'request':
          sums.requests += 1;
          break;
        case 'retry':
          sums.retries += 1;
          break;
        default:
      }
    },
    current() {
      const counts = [...streams.values()];
      return {
        planned: counts.reduce((sum, { planned }) => sum + planned, 0),
        done: counts.reduce((sum, { done }) => sum + done, 0),
        ...sums,
      };
    },
  };
}

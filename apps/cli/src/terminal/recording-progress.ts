import type { RecordingEvent, RecordingResult } from '@cdr/engine';
import { byteSize } from '../formats/byte-size.ts';
import type { CliIo } from './cli-io.ts';
import { createLiveLines } from './live-lines.ts';

const redrawMs = 80;

/** How much is to be shown of a download. */
export interface RecordingProgressOptions {
  /** Recordings that are looked at. */
  total: number;
  /** Whether each result is told on stdout, for programs. */
  json: boolean;
  /** Whether single events are told as lines, for logs. */
  verbose: boolean;
}

/** Shows a download while it runs. */
export interface RecordingProgress {
  onEvent: (event: RecordingEvent) => void;
  /** Takes the progress away. */
  close: () => void;
}

/**
 * Tells what fails as it fails, and how far a download is: a line on a terminal, nothing elsewhere.
 * Nothing here knows an address.
 */
export function createRecordingProgress(
  io: CliIo,
  { total, json, verbose }: RecordingProgressOptions,
): RecordingProgress {
  const live = createLiveLines(io.stderr);
  const isLive = io.stderr.isTTY === true && !verbose;
  let done = 0;
  let bytes = 0;
  let note = '';
  let drawnAtMs = Number.NEGATIVE_INFINITY;

  function tell(line: string): void {
    if (isLive) live.clear();
    io.stderr.write(`${line}\n`);
  }

  function take(result: RecordingResult): void {
    done += 1;
    bytes += result.bytes ?? 0;
    note = '';
    if (json) io.stdout.write(`${JSON.stringify(result)}\n`);
    const { call, status, reason } = result;
    if (status === 'failed') tell(`cdr: ${call}: ${reason}`);
    else if (status === 'missing') tell(`cdr: ${call}: the vendor has no recording of it`);
    else if (verbose) tell(`${call} ${status} ${result.file}`);
  }

  function record(event: RecordingEvent): void {
    switch (event.type) {
      case 'recording':
        take(event.result);
        break;
      case 'gave-up':
        tell(`cdr: ${event.source}: given up. ${event.message}`);
        break;
      case 'warning':
        tell(`cdr: ${event.source}: ${event.message}`);
        break;
      case 'retry': {
        const seconds = Math.max(1, Math.round(event.delayMs / 1000));
        note = `, again in ${seconds} s: ${event.message}`;
        if (verbose) tell(`${event.source} retry in ${seconds} s: ${event.message}`);
        break;
      }
      case 'request':
        if (verbose) tell(`${event.source} request`);
    }
  }

  return {
    onEvent(event) {
      record(event);
      const nowMs = performance.now();
      if (!isLive || nowMs - drawnAtMs < redrawMs) return;
      drawnAtMs = nowMs;
      const of = total.toLocaleString('en');
      live.draw([`${done.toLocaleString('en')}/${of} recordings, ${byteSize(bytes)}${note}`]);
    },
    close: live.clear,
  };
}

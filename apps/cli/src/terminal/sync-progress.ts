import { toInstant } from '@cdr/core';
import type { SyncEvent } from '@cdr/engine';
import type { CliIo } from './cli-io.ts';
import { createLiveLines } from './live-lines.ts';

const barWidth = 24;
const redrawMs = 80;
const mostLines = 12;

/** Shows a sync while it runs. */
export interface SyncProgress {
  onEvent: (event: SyncEvent) => void;
  /** Takes the bars away. */
  close: () => void;
}

interface StreamProgress {
  label: string;
  planned: number;
  done: number;
  rows: number;
  note: string;
}

/**
 * Progress on stderr: bars on a terminal, nothing elsewhere. With `verbose`, single events as lines
 * instead, for logs.
 */
export function createSyncProgress(io: CliIo, { verbose }: { verbose: boolean }): SyncProgress {
  if (verbose) return { onEvent: (event) => io.stderr.write(logLine(event)), close: () => {} };
  if (io.stderr.isTTY !== true) {
    // A silence of minutes would pass for a hang.
    const tellPause = (event: SyncEvent) => {
      if (event.type === 'pause') io.stderr.write(`cdr: ${event.source}: ${waitText(event)}\n`);
    };
    return { onEvent: tellPause, close: () => {} };
  }
  const live = createLiveLines(io.stderr);
  const streams = new Map<string, StreamProgress>();
  let drawnAtMs = Number.NEGATIVE_INFINITY;
  return {
    onEvent(event) {
      record(streams, event);
      const nowMs = performance.now();
      if (nowMs - drawnAtMs < redrawMs) return;
      drawnAtMs = nowMs;
      live.draw(progressLines([...streams.values()]));
    },
    close: live.clear,
  };
}

/** One line a stream: those under way first, when there are too many to show. */
export function progressLines(streams: readonly StreamProgress[]): string[] {
  const open = streams.filter(({ done, planned }) => done < planned);
  const shown = streams.length <= mostLines ? streams : open.slice(0, mostLines);
  const width = Math.max(0, ...shown.map(({ label }) => label.length));
  const lines = shown.map(({ label, planned, done, rows, note }) => {
    const filled = planned === 0 ? barWidth : Math.floor((barWidth * done) / planned);
    const bar = '█'.repeat(filled) + '░'.repeat(barWidth - filled);
    const counts = `${done}/${planned} slices, ${rows.toLocaleString('en')} rows`;
    return `${label.padEnd(width)} ${bar} ${counts}${note}`;
  });
  if (shown.length < streams.length) lines.push(`${streams.length} streams, ${open.length} open`);
  return lines;
}

function record(streams: Map<string, StreamProgress>, event: SyncEvent): void {
  if ('stream' in event) {
    const key = `${event.source}/${event.stream}`;
    const label = event.stream === 'calls' ? event.source : key;
    const known = streams.get(key) ?? { label, planned: 0, done: 0, rows: 0, note: '' };
    if (event.type === 'stream-planned') known.planned = event.slices;
    else {
      known.planned = event.planned;
      known.done = event.done;
      known.rows += event.rows;
      known.note = '';
    }
    streams.set(key, known);
  } else if (event.type === 'retry' || event.type === 'pause') {
    for (const stream of streams.values()) {
      if (stream.label.split('/')[0] === event.source) stream.note = `, ${waitText(event)}`;
    }
  }
}

function waitText({ delayMs, message }: { delayMs: number; message: string }): string {
  return `again in ${Math.max(1, Math.round(delayMs / 1000))} s: ${message}`;
}

function logLine(event: SyncEvent): string {
  const words: string[] = [event.source];
  if ('stream' in event) words.push(event.stream);
  words.push(event.type);
  if ('window' in event)
    words.push(`${toInstant(event.window.from)}/${toInstant(event.window.to)}`);
  if (event.type === 'stream-planned') words.push(`${event.slices} slices`);
  if ('rows' in event) words.push(`${event.rows} rows`, `${event.done}/${event.planned}`);
  if ('delayMs' in event) words.push(`in ${Math.round(event.delayMs)} ms`);
  if ('message' in event) words.push(event.message);
  return `${words.join(' ')}\n`;
}

import { createReadStream, createWriteStream } from 'node:fs';
import { appendFile, rename, rm, utimes } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { type CallSource, type EpochMs, formatWallTime, zoneOf } from '@cdr/core';
import { columnsOfCsv } from './columns.ts';
import { writeFields } from './csv/write-fields.ts';
import { endedCalls } from './ended-calls.ts';
import { fromCall } from './from-call.ts';
import { manifest } from './manifest.ts';

/** How Asterisk is set up, and logrotate. */
export interface AsteriskFilesOptions {
  /** Calls that are not over by then are not written yet. */
  now: EpochMs;
  /** The zone of its times. Default UTC, as with `usegmtime=yes`. */
  timeZone?: string;
  /** How many fields a line has: 16; 17 and 18 with uniqueid and userfield; 19 to 21 with the newer ones. Default 21. */
  fields?: 16 | 17 | 18 | 19 | 20 | 21;
  /** How a file is named once its day is over. Default `never`: there is one file. */
  rotation?: 'never' | 'numbers' | 'dates';
  /** Whether rotated files are packed. Default false. */
  gzip?: boolean;
  /** Whether half of a further record stands at the end. Default false. */
  isHalfWritten?: boolean;
}

/** A day's file while it is written. */
interface DayFile {
  path: string;
  day: string;
  lastWrittenAt: EpochMs;
}

const flushedLength = 64 * 1024;

/**
 * Writes what Asterisk would have written by now over somebody's calls: `path`, and beside it what was
 * rotated, in a folder that holds none of it yet. Long histories take little memory.
 */
export async function writeVendorFiles(
  path: string,
  calls: CallSource,
  options: AsteriskFilesOptions,
): Promise<void> {
  const { now, rotation = 'never', gzip = false } = options;
  const zone = zoneOf(options.timeZone ?? manifest.timeZone);
  const columns = columnsOfCsv(options.fields ?? 21) ?? [];
  const files: DayFile[] = [];
  let text = '';
  let line = '';

  async function flush(): Promise<void> {
    await appendFile(files.at(-1)?.path ?? path, text);
    text = '';
  }

  for await (const { call, endedAt } of endedCalls(calls, now)) {
    const day = rotation === 'never' ? '' : formatWallTime(zone.toWall(endedAt)).slice(0, 10);
    const current = files.at(-1);
    if (current?.day === day) current.lastWrittenAt = endedAt;
    else {
      await flush();
      files.push({ path: `${path}.of-${day}`, day, lastWrittenAt: endedAt });
    }
    line = writeFields(fromCall(call, zone), columns);
    text += line;
    if (text.length > flushedLength) await flush();
  }
  if (options.isHalfWritten === true) text += line.slice(0, line.length / 2);
  await flush();

  const live = files.pop();
  for (const [index, { path: from, day, lastWrittenAt }] of files.entries()) {
    const mark =
      rotation === 'numbers' ? `.${files.length - index}` : `-${day.replaceAll('-', '')}`;
    const to = `${path}${mark}${gzip ? '.gz' : ''}`;
    if (gzip) await pack(from, to);
    else await rename(from, to);
    await utimes(to, lastWrittenAt / 1000, lastWrittenAt / 1000);
  }
  if (live === undefined) return;
  await rename(live.path, path);
  await utimes(path, live.lastWrittenAt / 1000, live.lastWrittenAt / 1000);
}

async function pack(from: string, to: string): Promise<void> {
  await pipeline(createReadStream(from), createGzip(), createWriteStream(to));
  await rm(from);
}

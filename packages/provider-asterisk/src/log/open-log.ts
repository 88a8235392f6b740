import {
  type Clock,
  durationToMs,
  type EpochMs,
  type ProviderEvent,
  UnstableListError,
  VendorResponseError,
  type Window,
  type Zone,
} from '@cdr/core';
import { cutFile } from './cut-file.ts';
import { type FileIndex, indexFile } from './file-index.ts';
import type { LogFile } from './find-files.ts';
import { type FoundLines, findLines } from './find-lines.ts';
import { listFiles } from './list-files.ts';

/** Where records are, and how to read them. */
export interface LogSpec {
  /** The file that Asterisk writes. */
  path: string;
  /** Which field, counted from 0, tells the start. */
  startColumn: number;
  /** The zone of its times. */
  zone: Zone;
  clock: Clock;
  onEvent: (event: ProviderEvent) => void;
}

/** The files of one Asterisk. Each is looked through once, and after that only where it grew. */
export interface Log {
  /**
   * The records of all calls that began in the window, file by file. Throws `UnstableListError` when
   * the oldest ones went since `first` told them.
   */
  find(window: Window, signal: AbortSignal): Promise<FoundLines[]>;
  /** The first record that is left. */
  first(signal: AbortSignal): Promise<FirstRecord>;
}

/** Where the records begin that are left. */
interface FirstRecord {
  /** How many files there are. */
  files: number;
  /** When the call of the first record began; `null` when there is none yet. */
  startedAt: EpochMs | null;
  /** Whether no file is known to be missing. */
  isWhole: boolean;
}

interface OldestRecord {
  startedAt: EpochMs;
  line: string;
}

const dayMs = durationToMs('P1D');

/** Opens the files that `path` names; looks at none before it is asked. */
export function openLog({ path, startColumn, zone, clock, onEvent }: LogSpec): Log {
  const indexes = new Map<string, FileIndex>();
  /** By which it is known, when files are read, that they still are those of the plan. */
  let oldest: OldestRecord | null = null;

  async function list(signal: AbortSignal): Promise<{ files: LogFile[]; isWhole: boolean }> {
    onEvent({ type: 'request' });
    const { files, detached } = await listFiles(path, { clock, startColumn, signal });
    if (detached.length > 0) {
      const message = `Left out: ${detached.join(', ')}, since a file between them and ${path} is missing`;
      onEvent({ type: 'warning', message });
    }
    return { files, isWhole: detached.length === 0 };
  }

  async function indexOf(file: LogFile, signal: AbortSignal): Promise<FileIndex> {
    const index = await indexFile(file, indexes.get(file.inode), { startColumn, signal });
    indexes.set(file.inode, index);
    return index;
  }

  async function oldestIn(
    files: readonly LogFile[],
    signal: AbortSignal,
  ): Promise<OldestRecord | null> {
    let lines = 0;
    for (const file of files) {
      for await (const { bytes, records } of cutFile(file, 0, { startColumn, signal })) {
        lines += records.length;
        for (const { from, to, wall } of records) {
          if (wall === null) continue;
          const { epochMs } = zone.resolve(wall);
          return { startedAt: epochMs, line: bytes.toString('latin1', from, to) };
        }
      }
    }
    if (lines > 0) throw unreadable(path);
    return null;
  }

  return {
    async find(window, signal) {
      const { files } = await list(signal);
      if (oldest !== null && (await oldestIn(files, signal))?.line !== oldest.line) {
        throw new UnstableListError({
          what: 'The oldest file went while it was needed',
          where: path,
        });
      }
      const found: FoundLines[] = [];
      for (const file of files) {
        // Nothing in a file began after it was written; clocks of file servers may be off.
        if (file.writtenAt + dayMs < window.from) continue;
        const index = await indexOf(file, signal);
        found.push(await findLines(index, { window, zone, startColumn, signal }));
      }
      return found;
    },

    async first(signal) {
      const { files, isWhole } = await list(signal);
      oldest = await oldestIn(files, signal);
      return { files: files.length, startedAt: oldest?.startedAt ?? null, isWhole };
    },
  };
}

function unreadable(path: string): VendorResponseError {
  return new VendorResponseError({
    what: 'None of the lines tells when a call began',
    where: path,
    todo: 'Name the columns of the file: options.columns',
    retryable: false,
  });
}

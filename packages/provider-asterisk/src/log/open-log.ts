import {
  type CdrError,
  type Clock,
  durationToMs,
  type EpochMs,
  intersectWindows,
  type ProviderEvent,
  UnstableListError,
  VendorResponseError,
  type Window,
  WindowTooLargeError,
  type Zone,
} from '@cdr/core';
import { cutFile } from './cut-file.ts';
import type { LogFile } from './find-files.ts';
import { type FoundLines, findLines } from './find-lines.ts';
import { listFiles } from './list-files.ts';
import { createIndexes, isDamaged, isOfContent } from './log-indexes.ts';
import { spanOfDamaged } from './span-of-damaged.ts';

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
   * the oldest ones went since `first` told them, `VendorResponseError` when some may be in a file that
   * is damaged, and `WindowTooLargeError` when that holds for a part of the window.
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
  /** Before when the calls began of a damaged file that is older still; `null` when there is none. */
  damagedUntil: EpochMs | null;
  /** Whether no file is known to be missing. */
  isWhole: boolean;
}

interface OldestRecord {
  startedAt: EpochMs;
  line: string;
  /** The place of its file. */
  place: number;
}

const dayMs = durationToMs('P1D');

/** Opens the files that `path` names; looks at none before it is asked. */
export function openLog({ path, startColumn, zone, clock, onEvent }: LogSpec): Log {
  const indexOf = createIndexes();
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

  /** The first record that can be read, in the first file that holds one. */
  async function oldestIn(
    files: readonly LogFile[],
    signal: AbortSignal,
  ): Promise<OldestRecord | null> {
    let lines = 0;
    let damage: unknown = null;
    for (const [place, file] of files.entries()) {
      try {
        for await (const { bytes, records } of cutFile(file, 0, { startColumn, signal })) {
          lines += records.length;
          for (const { from, to, wall } of records) {
            if (wall === null) continue;
            const { epochMs } = zone.resolve(wall);
            return { startedAt: epochMs, line: bytes.toString('latin1', from, to), place };
          }
        }
      } catch (error) {
        if (!isOfContent(error)) throw error;
        damage ??= error;
      }
    }
    if (damage !== null) throw damage;
    if (lines > 0) throw unreadable(path);
    return null;
  }

  /** Before when the calls began of the damaged file that is older than all that can be read. */
  async function damagedUntil(
    files: readonly LogFile[],
    first: number,
    signal: AbortSignal,
  ): Promise<EpochMs | null> {
    for (const [place, file] of files.slice(0, first).entries()) {
      if (!isDamaged(await indexOf(file, { startColumn, signal }))) continue;
      return (await spanOfDamaged(place, { files, indexOf, zone, startColumn, signal })).to;
    }
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
      for (const [place, file] of files.entries()) {
        // Nothing in a file began after it was written; clocks of file servers may be off.
        if (file.writtenAt + dayMs < window.from) continue;
        const index = await indexOf(file, { startColumn, signal });
        if (isDamaged(index)) {
          const around = { files, indexOf, zone, startColumn, signal };
          refuseHidden(window, await spanOfDamaged(place, around), index.error);
        } else {
          found.push(await findLines(index, { window, zone, startColumn, signal }));
        }
      }
      return found;
    },

    async first(signal) {
      const { files, isWhole } = await list(signal);
      oldest = await oldestIn(files, signal);
      return {
        files: files.length,
        startedAt: oldest?.startedAt ?? null,
        damagedUntil: await damagedUntil(files, oldest?.place ?? 0, signal),
        isWhole,
      };
    },
  };
}

/** Throws where a window may hold calls of a damaged file; when only a part of it may, says where to cut it. */
function refuseHidden(window: Window, span: Window, error: CdrError): void {
  const [hidden] = intersectWindows([window], [span]);
  if (hidden === undefined) return;
  const cuts = [hidden.from, hidden.to].filter((at) => at > window.from && at < window.to);
  if (cuts.length === 0) throw error;
  const { what, where, todo } = error;
  throw new WindowTooLargeError({
    ...{ what, cuts, cause: error },
    ...(where !== null && { where }),
    ...(todo !== null && { todo }),
  });
}

function unreadable(path: string): VendorResponseError {
  return new VendorResponseError({
    what: 'None of the lines tells when a call began',
    where: path,
    todo: 'Name the columns of the file: options.columns',
    retryable: false,
  });
}

import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type CallFilter,
  type CallMonth,
  type CallSnapshot,
  ConfigError,
  canonicalText,
  type Store,
  toEpochMs,
} from '@cdr/core';
import { moveDurably, removeDurably, removeEmptyFolders, writeDurably } from './durable-files.ts';
import { bookkeepingFolder, type LakeMonth, monthFile, monthFolder } from './lake-paths.ts';
import { type LakeState, readLakeState, writeLakeState } from './lake-state.ts';
import { type MonthPlan, planMonths } from './plan-months.ts';
import { findPresentMonths } from './present-months.ts';

/** Which calls go into a lake, and where it lies. */
export interface LakeOptions {
  /** The folder; made when it doesn't exist. */
  dir: string;
  /** The sources that are brought up to date; files of others stay as they are. */
  sources: readonly string[];
  /** What of their calls the lake holds, always the same for one lake. Default: everything. */
  filter?: Omit<CallFilter, 'source' | 'from' | 'to'>;
  signal?: AbortSignal;
  /** Told of each month as its file is written or gone. */
  onMonth?: (month: LakeMonth & { calls: number }) => void;
}

/** What an export did to a lake. */
export interface LakeReport {
  /** Files that were written. */
  written: number;
  /** Files that went, since their calls have. */
  removed: number;
  /** Files that stayed as they were. */
  unchanged: number;
  /** Calls of the sources, in all files. */
  calls: number;
}

/**
 * Brings a lake of Parquet files up to date: a file for each month (of UTC) and source, which is
 * written anew when one of its calls came, went or changed, and which goes with its last call.
 *
 * Every file is whole or absent, and no call is in two of them, wherever an export stops; the next
 * one goes on from there. Throws `ConfigError` when the lake holds another choice of calls.
 */
export async function exportLake(store: Store, options: LakeOptions): Promise<LakeReport> {
  const { dir, sources, filter = {} } = options;
  const contents = canonicalText({ filter });
  const state = await openLake(dir, contents);
  const report: LakeReport = { written: 0, removed: 0, unchanged: 0, calls: 0 };
  try {
    await store.snapshot(async (calls) => {
      const all = await calls.months({ ...filter, source: [...sources] });
      for (const source of sources) {
        const months = all.filter((month) => month.source === source);
        const present = await findPresentMonths(dir, source);
        const plan = planMonths(state, months, present);
        await carryOut({ ...options, calls, state }, plan);
        report.written += plan.written.length;
        report.removed += plan.gone.length;
        report.unchanged += months.length - plan.written.length;
        report.calls += months.reduce((sum, month) => sum + month.calls, 0);
      }
    });
  } finally {
    // What was half made may be what fills the disk.
    await rm(partsFolder(dir), { recursive: true, force: true });
  }
  return report;
}

/** Makes the folders, and takes away what an export left that was stopped. */
async function openLake(dir: string, contents: string): Promise<LakeState> {
  const state = await readLakeState(dir);
  if (state !== null && state.contents !== contents) {
    throw new ConfigError({
      what: `The lake holds another choice of calls: ${state.contents}`,
      where: dir,
      todo: 'Ask for the same filters again, or name another folder',
    });
  }
  await rm(partsFolder(dir), { recursive: true, force: true });
  await mkdir(partsFolder(dir), { recursive: true });
  return state ?? { version: 1, contents, months: {} };
}

interface LakeWork extends LakeOptions {
  calls: CallSnapshot;
  state: LakeState;
}

/**
 * A call may have moved from one of these months to another. Where it may, all new files are made
 * before the first old one goes, and all old ones go before the first new one is in its place.
 */
async function carryOut(work: LakeWork, { written, gone, replaced }: MonthPlan): Promise<void> {
  const { dir, state, onMonth } = work;
  if (written.length + gone.length === 0) return;
  // Whatever stops the work, these months will not be taken for known ones.
  for (const month of [...written, ...gone]) delete state.months[monthFolder(month)];
  await writeLakeState(dir, state);
  const old = [...gone, ...replaced];
  const mayMove = old.length > 0 && written.length + gone.length > 1;
  if (!mayMove) {
    for (const month of written) await place(work, [await make(work, month)]);
  }
  const made: MadeMonth[] = [];
  for (const month of mayMove ? written : []) made.push(await make(work, month));
  for (const month of mayMove ? old : gone) {
    await removeDurably(join(dir, monthFolder(month), monthFile));
  }
  await place(work, made);
  for (const month of gone) {
    await removeEmptyFolders(join(dir, monthFolder(month)), dir);
    onMonth?.({ ...month, calls: 0 });
  }
}

/** A file on its way to its place. */
interface MadeMonth {
  month: CallMonth;
  part: string;
  bytes: number;
}

async function make(
  { dir, calls, filter = {}, signal }: LakeWork,
  month: CallMonth,
): Promise<MadeMonth> {
  signal?.throwIfAborted();
  const { source, year, month: number } = month;
  const own = {
    ...filter,
    source: [source],
    from: firstOf(year, number),
    to: number === 12 ? firstOf(year + 1, 1) : firstOf(year, number + 1),
  };
  const part = join(partsFolder(dir), `${encodeURIComponent(source)}-${year}-${number}.part`);
  const chunks = calls.parquet({ filters: [own], withoutSource: true });
  return { month, part, bytes: await writeDurably(part, chunks, signal) };
}

/** Moves files to their places, and remembers what they were made of. */
async function place({ dir, state, onMonth }: LakeWork, made: readonly MadeMonth[]): Promise<void> {
  for (const { month, part, bytes } of made) {
    await moveDurably(part, join(dir, monthFolder(month), monthFile));
    state.months[monthFolder(month)] = { fingerprint: month.fingerprint, bytes };
    onMonth?.(month);
  }
  await writeLakeState(dir, state);
}

function firstOf(year: number, month: number): number {
  const [years, months] = [String(year).padStart(4, '0'), String(month).padStart(2, '0')];
  return toEpochMs(`${years}-${months}-01T00:00:00.000Z`);
}

function partsFolder(dir: string): string {
  return join(bookkeepingFolder(dir), 'parts');
}

import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { promisify } from 'node:util';

const longest = 200;

/**
 * What a process was started as, so that people know it again: the program and what follows it up
 * to the first option, since options may hold secrets. `null` when the system doesn't tell.
 */
export async function commandOf(pid: number): Promise<string | null> {
  const words = (await wordsFromProc(pid)) ?? (await wordsFromPs(pid));
  const [program, ...rest] = words ?? [];
  if (program === undefined || program === '') return null;
  const firstPlain = rest.findIndex((word) => !word.startsWith('-'));
  const plain = firstPlain < 0 ? [] : rest.slice(firstPlain);
  const nextOption = plain.findIndex((word) => word.startsWith('-'));
  const shown = [basename(program), ...(nextOption < 0 ? plain : plain.slice(0, nextOption))].join(
    ' ',
  );
  return shown.length <= longest ? shown : `${shown.slice(0, longest)}…`;
}

async function wordsFromProc(pid: number): Promise<string[] | null> {
  try {
    const text = await readFile(`/proc/${pid}/cmdline`, 'utf8');
    return text.split('\0').filter((word) => word !== '');
  } catch {
    return null;
  }
}

async function wordsFromPs(pid: number): Promise<string[] | null> {
  try {
    const { stdout } = await promisify(execFile)('ps', ['-o', 'args=', '-p', String(pid)]);
    return stdout.trim().split(/\s+/);
  } catch {
    return null;
  }
}

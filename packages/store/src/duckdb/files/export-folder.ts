import { rm } from 'node:fs/promises';

/** Where files are made that leave the store byte by byte: beside it, where there is room for its likes. */
export function exportFolder(path: string): string {
  return `${path}.export`;
}

/** Takes the folder away, with what a process left there that was killed. */
export async function clearExports(path: string): Promise<void> {
  await rm(exportFolder(path), { recursive: true, force: true });
}

import { mkdtempSync } from 'node:fs';
import { appendFile, mkdtemp, readdir, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CallSource, VendorApiOptions } from '@cdr/core';
import type { VendorWorld } from '@cdr/testkit';
import { contexts } from '../from-call.ts';
import type { AsteriskOptions } from '../options.ts';
import { type AsteriskFilesOptions, writeVendorFiles } from '../vendor-files.ts';

/** How the files come about, and what config says of them. */
export type FolderOptions = Omit<AsteriskFilesOptions, 'now' | 'timeZone'> & {
  config?: Partial<AsteriskOptions>;
};

/** An Asterisk that writes into a folder of its own: what is only longer than before is appended to. */
export function createVendorFolder(
  calls: CallSource,
  { now, timeZone, config, ...files }: VendorApiOptions & FolderOptions,
): VendorWorld {
  const folder = mkdtempSync(join(tmpdir(), 'cdr-asterisk-'));
  return {
    options: {
      path: join(folder, 'Master.csv'),
      inbound: [contexts.inbound],
      outbound: [contexts.outbound],
      internal: [contexts.internal],
      wholeHistory: true,
      ...config,
    },
    async catchUp() {
      const written = await mkdtemp(join(tmpdir(), 'cdr-asterisk-'));
      const zone = timeZone === undefined ? {} : { timeZone };
      await writeVendorFiles(join(written, 'Master.csv'), calls, { ...files, ...zone, now: now() });
      await bringOver(written, folder);
      await rm(written, { recursive: true });
    },
    close: () => rm(folder, { recursive: true, force: true }),
  };
}

async function bringOver(from: string, to: string): Promise<void> {
  const names = await readdir(from);
  for (const name of await readdir(to)) {
    if (!names.includes(name)) await rm(join(to, name));
  }
  for (const name of names) {
    const [text, before] = await Promise.all([
      readFile(join(from, name)),
      readFile(join(to, name)).catch(() => null),
    ]);
    if (before !== null && text.subarray(0, before.length).equals(before)) {
      const { mtime } = await stat(join(from, name));
      await appendFile(join(to, name), text.subarray(before.length));
      await utimes(join(to, name), mtime, mtime);
    } else {
      await rename(join(from, name), join(to, name));
    }
  }
}

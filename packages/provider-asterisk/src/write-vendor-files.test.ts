import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { type Call, createCallFields, toInstant } from '@cdr/core';
import { createArraySource } from '@cdr/provider-kit';
import { describe, expect, it } from 'vitest';
import { withFolder } from './__fixtures__/temporary-folder.ts';
import { parseFields } from './csv/parse-fields.ts';
import { type AsteriskFilesOptions, writeVendorFiles } from './vendor-files.ts';

const now = Date.UTC(2025, 4, 20);

function callAt(startedAt: string, seconds: number, more: Partial<Call> = {}): Call {
  const start = Date.parse(startedAt);
  const vendorId = `${start / 1000}.1`;
  const fields = createCallFields({
    vendorId,
    startedAt: toInstant(start),
    endedAt: toInstant(start + seconds * 1000),
    timePrecision: 'second',
    timeZone: 'UTC',
  });
  return { id: `truth:${vendorId}`, source: 'truth', provider: 'asterisk', ...fields, ...more };
}

/** The starts in each file that is written. */
function write(calls: readonly Call[], options: Partial<AsteriskFilesOptions> = {}) {
  return withFolder(async (folder) => {
    await writeVendorFiles(join(folder, 'Master.csv'), createArraySource(calls), {
      now,
      ...options,
    });
    const names = (await readdir(folder)).sort();
    const read = async (name: string): Promise<[string, string[]]> => {
      const bytes = await readFile(join(folder, name));
      const text = (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString();
      const lines = text.split('\n').filter((line) => line !== '');
      return [name, lines.map((line) => parseFields(line)[9] ?? line)];
    };
    return Object.fromEntries(await Promise.all(names.map(read)));
  });
}

const calls = [
  callAt('2025-05-14T09:00:00Z', 600),
  callAt('2025-05-14T09:01:00Z', 30),
  callAt('2025-05-15T09:00:00Z', 30),
  callAt('2025-05-16T23:59:50Z', 30),
];

describe('writeVendorFiles', () => {
  it('writes calls in the order in which they end', async () => {
    expect(await write(calls.slice(0, 2))).toEqual({
      'Master.csv': ['2025-05-14 09:01:00', '2025-05-14 09:00:00'],
    });
  });

  it('writes what is over, and calls alone', async () => {
    const more = [
      callAt('2025-05-19T23:59:50Z', 60),
      callAt('2025-05-18T00:00:00Z', 1, { kind: 'fax' }),
    ];
    expect((await write([...calls, ...more]))['Master.csv']).toHaveLength(4);
    expect(await write([])).toEqual({ 'Master.csv': [] });
  });

  it('turns to another file when a day is over, by the end of calls', async () => {
    expect(await write(calls, { rotation: 'numbers' })).toEqual({
      'Master.csv': ['2025-05-16 23:59:50'],
      'Master.csv.1': ['2025-05-15 09:00:00'],
      'Master.csv.2': ['2025-05-14 09:01:00', '2025-05-14 09:00:00'],
    });
    const dated = await write(calls, { rotation: 'dates', gzip: true });
    expect(Object.keys(dated)).toEqual([
      'Master.csv',
      'Master.csv-20250514.gz',
      'Master.csv-20250515.gz',
    ]);
  });

  it('leaves files as old as their last record', () =>
    withFolder(async (folder) => {
      const path = join(folder, 'Master.csv');
      await writeVendorFiles(path, createArraySource(calls), { now, rotation: 'numbers' });
      expect((await stat(`${path}.1`)).mtimeMs).toBe(Date.UTC(2025, 4, 15, 9, 0, 30));
    }));

  it('tells an unknown end as nothing', () =>
    withFolder(async (folder) => {
      const path = join(folder, 'Master.csv');
      const call = callAt('2025-05-14T09:00:00Z', 0, { endedAt: null });
      await writeVendorFiles(path, createArraySource([call]), { now, fields: 17 });
      expect(await readFile(path, 'utf8')).toBe(
        '"","","","default","","","","","","2025-05-14 09:00:00",,,,,"UNKNOWN","DOCUMENTATION","1747213200.1"\n',
      );
    }));
});

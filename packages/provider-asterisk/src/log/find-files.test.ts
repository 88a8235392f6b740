import { symlink, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { withFolder } from '../__fixtures__/temporary-folder.ts';
import { failureOf, findFiles } from './find-files.ts';

function find(...names: string[]) {
  return withFolder(async (folder) => {
    for (const name of names) await writeFile(join(folder, name), '');
    const { files, detached } = await findFiles(join(folder, 'Master.csv'));
    return { files: files.map(({ path }) => basename(path)), detached };
  });
}

describe('findFiles', () => {
  it('finds numbered files, oldest first', async () => {
    const names = ['Master.csv', 'Master.csv.1', 'Master.csv.2.gz', 'Master.csv.10.gz'];
    const between = ['3', '4', '5', '6', '7', '8', '9'].map((number) => `Master.csv.${number}.gz`);
    const { files, detached } = await find(...names, ...between);
    expect(files.slice(0, 2)).toEqual(['Master.csv.10.gz', 'Master.csv.9.gz']);
    expect(files.slice(-3)).toEqual(['Master.csv.2.gz', 'Master.csv.1', 'Master.csv']);
    expect(detached).toEqual([]);
  });

  it('finds dated files, before and behind the ending', async () => {
    expect(
      (await find('Master.csv', 'Master.csv-20250514', 'Master.csv-20250512.gz')).files,
    ).toEqual(['Master.csv-20250512.gz', 'Master.csv-20250514', 'Master.csv']);
    expect((await find('Master.csv', 'Master-20250514.csv')).files).toEqual([
      'Master-20250514.csv',
      'Master.csv',
    ]);
  });

  it('leaves files of accounts and of others alone', async () => {
    const others = ['101.csv', 'Master.csv.bak', 'Master2.csv', 'Master.csv.1.bz2', 'x.Master.csv'];
    expect((await find('Master.csv', ...others)).files).toEqual(['Master.csv']);
  });

  it('leaves a file out that is just being packed', async () => {
    expect((await find('Master.csv', 'Master.csv.1', 'Master.csv.1.gz')).files).toEqual([
      'Master.csv.1',
      'Master.csv',
    ]);
  });

  it('does not pass over a number that is missing', async () => {
    expect(await find('Master.csv', 'Master.csv.1', 'Master.csv.3', 'Master.csv.4')).toEqual({
      files: ['Master.csv.1', 'Master.csv'],
      detached: ['Master.csv.4', 'Master.csv.3'],
    });
    expect((await find('Master.csv', 'Master.csv.2')).detached).toEqual(['Master.csv.2']);
  });

  it('does without the file that is written, which may not be there yet', async () => {
    expect((await find('Master.csv.1')).files).toEqual(['Master.csv.1']);
  });

  it('leaves out what leads nowhere, as a name does whose file was just renamed', () =>
    withFolder(async (folder) => {
      await writeFile(join(folder, 'Master.csv'), '');
      await symlink(join(folder, 'gone'), join(folder, 'Master.csv.1'));
      expect((await findFiles(join(folder, 'Master.csv'))).files).toHaveLength(1);
    }));

  it('says what to do when there is none', async () => {
    await expect(find('other.csv')).rejects.toMatchObject({
      code: 'transport',
      retryable: false,
      message: expect.stringContaining('cdr.conf'),
    });
    await expect(findFiles('/nowhere/at/all/Master.csv')).rejects.toMatchObject({
      code: 'transport',
    });
  });
});

it('tells what may not be read from what can not', () => {
  const failure = (code: string) => failureOf(Object.assign(new Error('no'), { code }), '/a').code;
  expect([failure('EACCES'), failure('EPERM'), failure('EIO')]).toEqual([
    'auth',
    'auth',
    'transport',
  ]);
});

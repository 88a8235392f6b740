import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigError, StoreError } from '@cdr/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openRecordingFolder } from './recording-folder.ts';

const path = ['warsaw', '2025-04', 'a-0123456789abcdef.wav'] as const;
let root: string;
let dir: string;
let outside: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'cdr-recordings-'));
  dir = join(root, 'recordings');
  outside = join(root, 'outside');
  await mkdir(outside);
});

afterEach(() => rm(root, { recursive: true }));

async function put(text: string, at: readonly string[] = path): Promise<string | null> {
  const folder = await openRecordingFolder(dir);
  return folder.put(at, async ({ file }) => {
    await file.write(text);
    return text;
  });
}

describe('a folder of recordings', () => {
  it('is made with all that a file needs', async () => {
    expect(await put('sound')).toBe('sound');
    expect(await readFile(join(dir, ...path), 'utf8')).toBe('sound');
    const folder = await openRecordingFolder(dir);
    expect(await folder.has(path)).toBe(true);
    expect(await folder.has(['warsaw', '2025-04', 'b.wav'])).toBe(false);
  });

  it('shows a file only when it is whole', async () => {
    const folder = await openRecordingFolder(dir);
    await folder.put(path, async ({ file }) => {
      await file.write('half');
      expect(await folder.has(path)).toBe(false);
      return 'whole';
    });
    expect(await readdir(join(dir, 'warsaw', '2025-04'))).toEqual([path[2]]);
  });

  it('keeps nothing of a file that failed, or that there is none of', async () => {
    const folder = await openRecordingFolder(dir);
    const failing = folder.put(path, async ({ file }) => {
      await file.write('half');
      throw new Error('broken');
    });
    await expect(failing).rejects.toThrow('broken');
    expect(await folder.put(path, async () => null)).toBeNull();
    expect(await readdir(join(dir, 'warsaw', '2025-04'))).toEqual([]);
  });

  it('clears away what a killed run left of the same file, and nothing else', async () => {
    const script = `
      const { openRecordingFolder } = await import(${JSON.stringify(join(import.meta.dirname, 'recording-folder.ts'))});
      const folder = await openRecordingFolder(${JSON.stringify(dir)});
      await folder.put(${JSON.stringify(path)}, async ({ file }) => {
        await file.write('half');
        process.kill(process.pid, 'SIGKILL');
        return 'never';
      });`;
    const args = ['--conditions=@cdr/source', '--input-type=module', '--eval', script];
    const [, signal] = await once(execFile(process.execPath, args), 'exit');
    expect(signal).toBe('SIGKILL');
    const folder = join(dir, 'warsaw', '2025-04');
    expect(await readdir(folder)).toEqual([expect.stringMatching(/^\.a-.*\.part$/)]);
    await writeFile(join(folder, '.b-0123456789abcdef.wav.01234567.part'), 'of another');
    expect(await (await openRecordingFolder(dir)).has(path)).toBe(false);
    await put('sound');
    expect((await readdir(folder)).sort()).toEqual([
      '.b-0123456789abcdef.wav.01234567.part',
      path[2],
    ]);
  });

  it('gives what was kept of a file to whoever makes it next, and no more', async () => {
    const folder = await openRecordingFolder(dir);
    const version = '"v1"';
    const broken = folder.put(path, async ({ file, keep }) => {
      await file.write('sound and ');
      await keep({ bytes: 6, version });
      throw new Error('broken');
    });
    await expect(broken).rejects.toThrow('broken');
    const again = await openRecordingFolder(dir);
    const left = await again.put(path, async ({ partial, file }) => {
      await file.write('ful', partial?.bytes ?? 0);
      return partial;
    });
    expect(left).toEqual({ bytes: 6, version });
    expect(await readFile(join(dir, ...path), 'utf8')).toBe('sound ful');
    expect(await readdir(join(dir, 'warsaw', '2025-04'))).toEqual([path[2]]);
  });

  it.each([
    ['another try would end alike', { bytes: 5, version: 'v' }, new ConfigError({ what: 'no' })],
    ['it was given up itself', null, new Error('broken')],
  ])('keeps nothing of a file when %s', async (_, kept, error) => {
    const folder = await openRecordingFolder(dir);
    const failing = folder.put(path, async ({ file, keep }) => {
      await file.write('sound');
      await keep({ bytes: 5, version: 'v' });
      await keep(kept);
      throw error;
    });
    await expect(failing).rejects.toBe(error);
    expect(await readdir(join(dir, 'warsaw', '2025-04'))).toEqual([]);
  });

  it('believes no note that is torn, nor one of more than there is', async () => {
    const place = join(dir, 'warsaw', '2025-04');
    for (const note of [
      '{"bytes":3,"vers',
      '{"bytes":30,"version":"v"}',
      '{"bytes":0,"version":"v"}',
    ]) {
      await mkdir(place, { recursive: true });
      await writeFile(join(place, `.${path[2]}.01234567.part`), 'sound');
      await writeFile(join(place, `.${path[2]}.01234567.kept`), note);
      const folder = await openRecordingFolder(dir);
      expect(await folder.put(path, async ({ partial }) => ({ partial }))).toEqual({
        partial: null,
      });
      expect(await readdir(place)).toEqual([path[2]]);
      await rm(place, { recursive: true });
    }
  });

  it('may itself be reached by a link', async () => {
    await symlink(outside, dir);
    await put('sound');
    expect(await readFile(join(outside, ...path), 'utf8')).toBe('sound');
  });
});

describe('what lies in the folder', () => {
  it.each([[[]], [['warsaw']]])('leads nowhere else: a link below %j', async (above) => {
    await mkdir(join(dir, ...above), { recursive: true });
    await symlink(outside, join(dir, ...path.slice(0, above.length + 1)));
    await expect(put('sound')).rejects.toBeInstanceOf(ConfigError);
    expect(await readdir(outside)).toEqual([]);
  });

  it('passes for no file when it is a link', async () => {
    await mkdir(join(dir, 'warsaw', '2025-04'), { recursive: true });
    await writeFile(join(outside, 'x.wav'), 'theirs');
    await symlink(join(outside, 'x.wav'), join(dir, ...path));
    const folder = await openRecordingFolder(dir);
    await expect(folder.has(path)).rejects.toBeInstanceOf(ConfigError);
    await put('sound');
    expect(await readFile(join(outside, 'x.wav'), 'utf8')).toBe('theirs');
  });

  it('may stand in the way: a file for a folder, a folder for a file', async () => {
    await mkdir(dir);
    await writeFile(join(dir, 'warsaw'), 'mine');
    await expect(put('sound')).rejects.toMatchObject({ code: 'config' });
    await mkdir(join(dir, 'oslo', '2025-04', 'a.wav'), { recursive: true });
    const folder = await openRecordingFolder(dir);
    await expect(folder.has(['oslo', '2025-04', 'a.wav'])).rejects.toMatchObject({
      code: 'config',
    });
  });
});

it('a place that is no folder is told as such', async () => {
  await writeFile(dir, 'mine');
  await expect(openRecordingFolder(dir)).rejects.toBeInstanceOf(StoreError);
  await expect(openRecordingFolder(join(dir, 'below'))).rejects.toMatchObject({
    message: `The folder can't be used (ENOTDIR) (${join(dir, 'below')}).`,
  });
});

it('a folder that goes away is told as such', async () => {
  const folder = await openRecordingFolder(dir);
  await rm(dir, { recursive: true });
  await expect(folder.put(path, async () => 'x')).rejects.toMatchObject({
    code: 'store',
    what: "The folder can't be used (ENOENT)",
  });
});

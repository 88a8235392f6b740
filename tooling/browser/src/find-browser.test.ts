import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findBrowser } from './find-browser.ts';

let dir: string;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'cdr-browser-'));
});

afterEach(() => rm(dir, { recursive: true }));

test('the browser is the one named, else the one on the path, else none', async () => {
  const folders = [join(dir, 'a'), join(dir, 'b')];
  for (const folder of folders) await mkdir(folder);
  const PATH = folders.join(delimiter);
  expect(findBrowser({ PATH })).toBeNull();
  expect(findBrowser({})).toBeNull();
  await writeFile(join(dir, 'a/google-chrome'), '');
  await writeFile(join(dir, 'b/chromium'), '');
  expect(findBrowser({ PATH })).toBe(join(dir, 'b/chromium'));
  expect(findBrowser({ PATH, CDR_BROWSER: '/opt/chromium' })).toBe('/opt/chromium');
});

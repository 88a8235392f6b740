import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openScratchWorkspace, type ScratchWorkspace } from './scratch-workspace.ts';

let workspace: ScratchWorkspace;
let acme: string;
let phones: string;

beforeAll(async () => {
  workspace = await openScratchWorkspace();
  acme = await workspace.addProvider('acme');
  phones = await workspace.addProvider('@somebody/cdr-provider-phones-of-thirty-letters');
});

afterAll(() => workspace.close());

async function manifestOf(folder: string): Promise<unknown> {
  return JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
}

describe('a new provider', () => {
  it('has a handful of files, and its own names in all of them', async () => {
    const entries = await readdir(acme, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile());
    expect(files.length).toBeLessThan(15);
    for (const { parentPath, name } of files) {
      expect(await readFile(join(parentPath, name), 'utf8')).not.toMatch(/template/i);
    }
    expect(await readFile(join(acme, 'README.md'), 'utf8')).toContain('"${ACME_TOKEN}"');
  });

  it('is a package that can be published, under any scope', async () => {
    const published = { version: '1.0.0', publishConfig: { access: 'public' } };
    const own = await manifestOf(acme);
    expect(own).toMatchObject({ name: '@cdr/provider-acme', ...published });
    expect(own).not.toHaveProperty('private');
    const name = '@somebody/cdr-provider-phones-of-thirty-letters';
    expect(await manifestOf(phones)).toMatchObject({ name, ...published });
  });

  it('passes its own tests, conformance among them', async () => {
    expect(await workspace.run('vitest', ['run', acme, '--cache=false'])).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/Tests +\d{2,} passed/),
    });
  }, 120_000);

  it('has types that hold, whatever it is called', async () => {
    for (const folder of [acme, phones]) {
      expect(await workspace.run('tsc', ['-p', '.'], folder)).toMatchObject({
        code: 0,
        stdout: '',
      });
    }
  }, 60_000);

  it('is formatted and linted, whatever it is called', async () => {
    const run = await workspace.run('biome', ['check', '--error-on-warnings', 'packages']);
    expect(run).toMatchObject({ code: 0, stderr: expect.stringMatching(/Checked \d{2} files/) });
  });
});

describe('pnpm new provider', () => {
  const main = join(import.meta.dirname, 'main.ts');

  it('makes it and says what comes next', async () => {
    const { stdout } = await workspace.run('node', [main, 'provider', 'elsewhere']);
    expect(stdout).toContain('Made packages/provider-elsewhere');
    expect(stdout).toContain('pnpm exec vitest run packages/provider-elsewhere');
  });

  it.each([
    [['provider', 'acme'], 'packages/provider-acme is there already'],
    [['provider', 'Acme'], '"Acme" can\'t name a provider'],
    [['provider'], 'pnpm new provider NAME'],
    [['store', 'acme'], 'pnpm new provider NAME'],
  ])('says what is wrong with %j, and no more', async (words, message) => {
    const { code, stdout, stderr } = await workspace.run('node', [main, ...words]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(message);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });
});

import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { findExamples, findQuotes } from './workspace/find-examples.ts';
import { readWorkspace } from './workspace/read-workspace.ts';

const root = join(import.meta.dirname, '../..');
const run = promisify(execFile);
const guide = 'docs/write-a-provider.md';
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const examples = [
  ...readWorkspace(root)
    .map(({ folder }) => `${folder}/README.md`)
    .concat('README.md')
    .filter((path) => existsSync(join(root, path)))
    .flatMap((path) => findExamples(path, read(path))),
  // The guide's are about the package that it was written with, and run in its folder.
  ...findExamples(guide, read(guide)).map((own) => ({
    ...own,
    folder: 'packages/provider-asterisk',
  })),
];

/** Runs a module as if it lay in the folder, from the sources of the workspace; gives what it prints. */
async function runModule(code: string, folder: string): Promise<string> {
  const flags = ['--conditions=@cdr/source', '--input-type=module-typescript', '--eval', code];
  const { stdout } = await run(process.execPath, flags, { cwd: join(root, folder) });
  return stdout;
}

describe('the examples of every README and of the guide', () => {
  it.concurrent.each(examples)('$where runs and prints what it says', async (example) => {
    const printed = await runModule(example.code, example.folder);
    if (example.prints !== null) expect(printed).toBe(example.prints);
  });
});

describe('the guide for authors', () => {
  const quotes = findQuotes(guide, read(guide));

  it('has some of each', () => {
    expect(quotes.length).toBeGreaterThan(2);
    expect(examples.filter(({ where }) => where.startsWith(guide)).length).toBeGreaterThan(1);
  });

  it.each(quotes)('quotes $path as it is, at $where', ({ path, text }) => {
    expect(read(path)).toContain(text);
  });

  it('links to what is there', () => {
    const links = [...read(guide).matchAll(/\]\((?<to>\.\.[^)]*)\)/g)].map(
      ({ groups }) => groups?.to,
    );
    expect(links.length).toBeGreaterThan(5);
    for (const to of links) expect(existsSync(join(root, 'docs', to ?? '')), to).toBe(true);
  });
});

describe('a run of examples', () => {
  it('has some', () => {
    expect(examples.length).toBeGreaterThan(3);
  });

  it('would notice one that throws, one that finds no import and one that prints something else', async () => {
    await expect(runModule('throw new Error("broken");', '.')).rejects.toThrow('broken');
    await expect(runModule("import '@cdr/nothing';", 'packages/core')).rejects.toThrow();
    const code =
      "import { toInstant } from '@cdr/core';\nconst at: number = 0;\nconsole.log(toInstant(at));";
    expect(await runModule(code, 'packages/core')).toBe('1970-01-01T00:00:00.000Z\n');
  });
});

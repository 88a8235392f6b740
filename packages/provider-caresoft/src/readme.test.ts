import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');

function blockOf(language: string): string {
  return readme.split(`\`\`\`${language}\n`)[1]?.split('```')[0] ?? '';
}

it('the example of the README prints what the README says', async () => {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--conditions=@cdr/source', '--input-type=module-typescript', '--eval', blockOf('ts')],
    { cwd: new URL('..', import.meta.url) },
  );
  expect(stdout).toBe(blockOf('text'));
  expect(stdout).not.toBe('');
});

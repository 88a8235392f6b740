import { describe, expect, it } from 'vitest';
import { findExamples, findQuotes } from './find-examples.ts';

describe('findExamples', () => {
  const readme = [
    '# A package',
    '```sh',
    'npm install',
    '```',
    '```ts',
    'console.log(1);',
    '```',
    '',
    '```text',
    '1',
    '```',
    'Then:',
    '```ts',
    'throw new Error();',
    '```',
    'Far from it:',
    '```text',
    'something else',
    '```',
  ].join('\n');

  it('takes every block of TypeScript, with the text that follows right after it', () => {
    expect(findExamples('packages/core/README.md', readme)).toEqual([
      {
        where: 'packages/core/README.md:6',
        folder: 'packages/core',
        code: 'console.log(1);\n',
        prints: '1\n',
      },
      {
        where: 'packages/core/README.md:14',
        folder: 'packages/core',
        code: 'throw new Error();\n',
        prints: null,
      },
    ]);
  });
});

describe('findQuotes', () => {
  it('takes every block that names its file, and no others', () => {
    const guide = [
      '# A guide',
      '```typescript',
      '// packages/core/src/a.ts',
      'export const a = 1;',
      '```',
      '```typescript',
      'const b = 2;',
      '```',
    ].join('\n');
    expect(findQuotes('docs/guide.md', guide)).toEqual([
      {
        where: 'docs/guide.md:4',
        path: 'packages/core/src/a.ts',
        text: 'export const a = 1;\n',
      },
    ]);
  });
});

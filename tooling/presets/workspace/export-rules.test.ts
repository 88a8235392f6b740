import { describe, expect, it } from 'vitest';
import { samplePackage } from './__fixtures__/sample-package.ts';
import { checkDefaultExports, checkDocumentation } from './export-rules.ts';

describe('checkDefaultExports', () => {
  it.each([
    'export default 1;',
    'const a = 1; export { a as default };',
    'export default function f() {}',
  ])('refuses %s, but in providers and config files', (text) => {
    expect(checkDefaultExports(samplePackage('core', text))).toHaveLength(1);
    expect(checkDefaultExports(samplePackage('provider-kit', text))).toHaveLength(1);
    expect(checkDefaultExports(samplePackage('provider-x', text))).toEqual([]);
    expect(checkDefaultExports(samplePackage('core', text, { path: 'tsup.config.ts' }))).toEqual(
      [],
    );
  });

  it('takes no import for an export', () => {
    const text = "import a from 'a'; export { default as b } from 'b'; export { a };";
    expect(checkDefaultExports(samplePackage('core', text))).toEqual([]);
  });
});

describe('checkDocumentation', () => {
  const exports = { '.': { '@cdr/source': './src/index.ts' } };

  function check(index: string, files: Record<string, string>): string[] {
    const sources = Object.entries({ 'src/index.ts': index, ...files });
    return checkDocumentation({
      ...samplePackage('core', '', { exports }),
      sources: sources.map(([path, text]) => ({ path, text })),
    });
  }

  it.each([
    'export function a() {}',
    'export const a = 1;',
    'export class a {}',
    'export interface a {}',
    'export type a = 1;',
    '// Just a remark.\nexport const a = 1;',
    '/** Of something else. */\n// A remark.\nexport const a = 1;',
    '/** Of b. */\nexport const b = 1;\nexport const a = 1;',
    '',
  ])('refuses an export without a doc comment: %j', (text) => {
    expect(check("export { a } from './a.ts';", { 'src/a.ts': text })).toHaveLength(1);
  });

  it('finds declarations through re-exports, other names and lists', () => {
    const files = {
      'src/a/a.ts': '/** One. */\nexport const a = 1;\nexport const b = 2;\n',
      'src/a/list.ts': "export { a as first, b as second } from './a.ts';",
    };
    expect(check("export { first as one } from './a/list.ts';", files)).toEqual([]);
    expect(check("export { first, second } from './a/list.ts';", files)).toEqual([
      'packages/core/src/index.ts exports second, which has no doc comment',
    ]);
  });

  it('takes the comment of the first overload for all', () => {
    const text = [
      '/** One. */',
      'export function a(): string;',
      'export function a(b: string): string;',
      'export function a(b?: string) { return b ?? ""; }',
    ].join('\n');
    expect(check("export { a } from './a.ts';", { 'src/a.ts': text })).toEqual([]);
  });

  it('refuses to export without naming', () => {
    expect(check("export * from './a.ts';", { 'src/a.ts': '' })).toHaveLength(1);
    expect(check("export * as a from './a.ts';", { 'src/a.ts': '' })).toHaveLength(1);
  });
});

import { describe, expect, it } from 'vitest';
import { samplePackage } from './__fixtures__/sample-package.ts';
import { checkPurity } from './purity-rules.ts';

describe('checkPurity', () => {
  it.each([
    'await fetch("https://example.com");',
    'const get = fetch;',
    'export const options = { fetch };',
    'export const home = process.env.HOME;',
    'export const now = Date.now();',
    'export const now = new Date();',
    'export const now = new Date;',
    'export const now = Date();',
    'export const chance = Math.random();',
    'export const now = Temporal.Now.instant();',
    'export const elapsed = performance.now();',
    'setTimeout(() => {}, 5);',
    'export const get = globalThis.fetch;',
    'export function wait() { return setTimeout; }',
  ])('refuses %s', (text) => {
    expect(checkPurity(samplePackage('core', text))).not.toEqual([]);
  });

  it('allows what only bears such a name', () => {
    const text = `
      /** Calls fetch() and reads process.env, Date.now() and performance. */
      export interface Context { fetch: (request: Request) => Promise<Response>; process(): void }
      export function run(context: Context, date: number) {
        context.process();
        return [context.fetch, new Date(date), Date.parse('x'), 'new Date()'];
      }
    `;
    expect(checkPurity(samplePackage('core', text))).toEqual([]);
  });

  it('leaves tests alone', () => {
    const own = samplePackage('core', 'setTimeout(() => {}, 5);', { path: 'src/a.test.ts' });
    expect(checkPurity(own)).toEqual([]);
  });
});

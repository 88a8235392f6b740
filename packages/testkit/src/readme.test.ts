import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const textOf = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');

it('shows a conformance test in its README that is one of its own', () => {
  expect(textOf('../README.md')).toContain(textOf('__fixtures__/acme/conformance.test.ts'));
});

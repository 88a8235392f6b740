import type { Call } from '@cdr/core';
import { expect, test } from 'vitest';
import { bareCall, fullCall } from '../__fixtures__/sample-calls.ts';
import { type CallFormatOptions, formatCalls } from './format-calls.ts';

async function* batches(...all: Call[][]): AsyncGenerator<Call[]> {
  yield* all;
}

async function text(
  format: 'json' | 'ndjson',
  calls: Call[][],
  options: Partial<CallFormatOptions> = {},
): Promise<string> {
  let whole = '';
  const chunks = formatCalls(batches(...calls), format, { raw: false, ...options });
  for await (const chunk of chunks) whole += chunk;
  return whole;
}

test('json is one array, over any number of batches', async () => {
  const ids = (json: string) => JSON.parse(json).map(({ id }: Call) => id);
  expect(ids(await text('json', [[fullCall], [], [bareCall]]))).toEqual([
    'warsaw:1.50',
    'warsaw:2',
  ]);
  expect(await text('json', [])).toBe('[]\n');
  expect(await text('json', [[]])).toBe('[]\n');
});

test('ndjson is one call a line', async () => {
  const lines = (await text('ndjson', [[fullCall, bareCall]])).trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line).id)).toEqual(['warsaw:1.50', 'warsaw:2']);
});

test('addresses of recordings are told with the raw row only', async () => {
  expect(await text('ndjson', [[fullCall]])).not.toContain('s3cret');
  expect(await text('ndjson', [[fullCall]], { raw: true })).toContain('s3cret');
});

test.each(['json', 'ndjson'] as const)(
  '%s reads no batch before it is asked for',
  async (format) => {
    let read = 0;
    async function* counted(): AsyncGenerator<Call[]> {
      while (read < 10) {
        read += 1;
        yield [fullCall];
      }
    }
    let written = 0;
    for await (const _ of formatCalls(counted(), format, { raw: false })) {
      written += 1;
      expect(read).toBe(written);
      if (written === 5) break;
    }
  },
);

import { type Call, createCallFields } from '@cdr/core';
import { expect, test } from 'vitest';
import { tableOfCalls } from './call-table.ts';

const party = { e164: null, ref: null, type: 'unknown' as const };
const call: Call = {
  id: 'warsaw:1.50',
  source: 'warsaw',
  provider: 'thulium',
  ...createCallFields({
    startedAt: '2024-03-01T08:05:00.000Z',
    timePrecision: 'minute',
    timeZone: 'Europe/Warsaw',
    direction: 'inbound',
    disposition: 'answered',
    talkMs: 104_000,
    from: { ...party, number: '+4672111111', name: '=cmd()' },
    to: { ...party, number: '123123', name: 'Zażółć, "gęślą"' },
    agents: [{ id: 'a', name: 'Anna', login: 'anna', extension: '101' }],
  }),
};
const bare: Call = { ...call, id: 'warsaw:2', agents: [] };

async function* batches(...all: Call[][]): AsyncGenerator<Call[]> {
  yield* all;
}

test('a table fits its width and shows local times to their precision', async () => {
  let table = '';
  for await (const chunk of tableOfCalls(batches([call], [bare]), { width: 100 })) table += chunk;
  const lines = table.trimEnd().split('\n');
  expect(lines).toHaveLength(4);
  expect(lines[2]).toMatch(/^2024-03-01 09:05 {2}inbound/);
  expect(lines[2]).toContain('1:44');
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(100);
  expect(lines[0]?.split(/ +/)).not.toContain('source');
  let narrow = '';
  for await (const chunk of tableOfCalls(batches([call]), { width: 80 })) narrow += chunk;
  expect(narrow.split('\n')[0]?.trim().split(/ +/)).toEqual([
    'started',
    'direction',
    'outcome',
    'from',
    'to',
    'talk',
  ]);
});

test('a small terminal has fewer columns, and none with times that are cut', async () => {
  let table = '';
  for await (const chunk of tableOfCalls(batches([call]), { width: 60 })) table += chunk;
  const [head, , row] = table.split('\n');
  expect(head?.split(/ +/)).toEqual(['started', 'direction', 'outcome', 'from', 'talk']);
  expect(row).toMatch(/… {2}0:01:44$/);
  let least = '';
  for await (const chunk of tableOfCalls(batches([call]), { width: 40 })) least += chunk;
  const lines = least.split('\n');
  expect(lines[0]?.split(/ +/)).toEqual(['started', 'outcome', 'from']);
  expect(Math.max(...lines.map((line) => line.length))).toBe(40);
});

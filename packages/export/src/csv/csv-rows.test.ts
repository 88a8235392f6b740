import { type CallColumnOptions, callColumns } from '@cdr/core';
import { expect, test } from 'vitest';
import { fullCall } from '../__fixtures__/sample-calls.ts';
import { csvRows } from './csv-rows.ts';
import type { CsvSeparator } from './csv-separators.ts';

async function csvOf(
  options: Partial<CallColumnOptions> = {},
  separator: CsvSeparator = ',',
): Promise<string> {
  let whole = '';
  const columns = callColumns({ raw: false, ...options });
  for await (const chunk of csvRows([[fullCall]], columns, separator)) whole += chunk;
  return whole;
}

test('csv begins with the mark of UTF-8 and the names of the columns', async () => {
  const [head] = (await csvOf()).split('\n');
  expect(head?.startsWith('\uFEFFid,source,provider,vendor_id,')).toBe(true);
  expect(head?.split(',')).toHaveLength(callColumns({ raw: false }).length);
});

test('csv cells are texts, numbers and times that a spreadsheet leaves alone', async () => {
  const csv = await csvOf({}, '\t');
  const [head = '', row = ''] = csv.slice(1).split('\n');
  const cells = row.split('\t');
  const cell = Object.fromEntries(head.split('\t').map((name, index) => [name, cells[index]]));
  expect(cell).toMatchObject({
    id: 'warsaw:1.50',
    vendor_id: "'1.50",
    started_at: '2024-03-01T08:05:00.000Z',
    started_at_local: '2024-03-01 09:05:00',
    time_ambiguous: 'false',
    talk_ms: '104000',
    wait_ms: '',
    from_number: "'+4672111111",
    from_name: "'=cmd()",
    to_number: '123123',
    to_name: '"Zażółć, ""gęślą"""',
    agent_name: 'Anna',
    agents: 'Anna; bob',
    tags: 'vip',
    recording_ref: 'x.wav',
    recording_url: '',
    derived: 'waitMs',
  });
});

test('csv tells local times in the zone asked for', async () => {
  const csv = await csvOf({ timeZone: 'Asia/Tokyo' });
  expect(csv).toContain('2024-03-01 17:05:00');
});

test('csv holds the raw row when it is asked for', async () => {
  expect(await csvOf({ raw: true })).toContain('"{""a"":1}"');
});

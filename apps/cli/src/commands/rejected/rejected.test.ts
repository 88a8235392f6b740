import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Call, createCallFields, type VendorApi } from '@cdr/core';
import { serveVendorApis } from '@cdr/emulator';
import { answerJson, createArraySource } from '@cdr/provider-kit';
import { createVendorApi, describeVendorApi } from '@cdr/provider-thulium/vendor-api';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createFakeIo } from '../../__fixtures__/fake-io.ts';
import { runCli } from '../../run-cli.ts';

const now = Date.UTC(2024, 5, 20, 15);
const call: Call = {
  id: 'truth:1',
  source: 'truth',
  provider: 'thulium',
  ...createCallFields({
    vendorId: '17.5',
    startedAt: '2024-06-19T22:30:00.000Z',
    timePrecision: 'minute',
    timeZone: 'Europe/Warsaw',
  }),
};
let dir: string;
let close: () => Promise<void>;

/** A Thulium whose rows tell no time that could be read. */
function withoutDates(api: VendorApi): VendorApi {
  return async (request) => {
    const answer = await api(request);
    return answerJson(
      answer.status,
      (await answer.text()).replaceAll(/"date":"[^"]+"/g, '"date":"soon"'),
    );
  };
}

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'cdr-rejected-'));
  const api = createVendorApi(createArraySource([call]), { now: () => now });
  const host = await serveVendorApis(withoutDates(api));
  close = () => host.close();
  const { options } = describeVendorApi(host.url);
  await writeFile(
    join(dir, 'cdr.config.json'),
    JSON.stringify({ sources: { warsaw: { provider: 'thulium', options } } }),
  );
});

afterEach(async () => {
  await close();
  await rm(dir, { recursive: true });
});

async function cdr(...args: string[]) {
  const env = { CDR_NOW: new Date(now).toISOString(), NODE_OPTIONS: '--conditions=@cdr/source' };
  const { io, out, err } = createFakeIo({ cwd: dir, env });
  const code = await runCli(args, io);
  return { code, out: out(), err: err() };
}

it('people are told times on the clocks of the source, programs are told instants', async () => {
  const sync = await cdr('sync');
  expect(sync.out).toContain('first sync starts at 2024-05-20 17:00 (Europe/Warsaw)');
  const list = await cdr('rejected');
  // Of the two slices that were read, the one that has the row: the last day is still settling.
  expect(list.out).toMatch(
    /^warsaw\/calls {2}2024-06-19 17:00 … 2024-06-20 17:00 \(Europe\/Warsaw\) {2}date: /,
  );
  const json = await cdr('rejected', '--json');
  expect(JSON.parse(json.out)).toMatchObject({
    source: 'warsaw',
    windows: [{ from: '2024-06-19T15:00:00.000Z', to: '2024-06-20T15:00:00.000Z' }],
  });
});

it('a row that stays unreadable is told as such by a replay', async () => {
  await cdr('sync');
  expect(await cdr('rejected', 'replay')).toMatchObject({
    code: 3,
    out: expect.stringContaining('0 are stored now, 1 stay rejected'),
  });
});

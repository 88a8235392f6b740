import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Call } from '@cdr/core';
import { generateCalls, serveVendorApis } from '@cdr/emulator';
import { createVendorApi, describeVendorApi } from '@cdr/provider-thulium/vendor-api';
import { readXlsx } from 'hucre/xlsx';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createFakeIo, type FakeSurroundings } from './__fixtures__/fake-io.ts';
import { runCli } from './run-cli.ts';

let dir: string;
let demo: Ran;

interface Ran {
  code: number;
  out: string;
  err: string;
}

const env = { CDR_NOW: '2024-06-20T15:00:00Z', NODE_OPTIONS: '--conditions=@cdr/source' };

async function cdr(args: readonly string[], surroundings: FakeSurroundings = {}): Promise<Ran> {
  const { io, out, err } = createFakeIo({
    cwd: dir,
    ...surroundings,
    env: { ...env, ...surroundings.env },
  });
  const code = await runCli(args, io);
  return { code, out: out(), err: err() };
}

const onDemo = ['--config', 'cdr-demo/cdr.config.json'];

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'cdr-cli-'));
  demo = await cdr(['demo', '--calls', '400']);
});

afterAll(() => rm(dir, { recursive: true }));

test('the demo reads every vendor that is installed, and shows the proof', () => {
  expect(demo.code).toBe(0);
  expect(demo.out).toMatch(/Thulium answers on http:\/\/127/);
  expect(demo.out).toMatch(/soluno {2}complete/);
  expect(demo.out).toMatch(/thulium {2}calls {2}Europe\/Warsaw {2}no gaps/);
  expect(demo.out).toMatch(/busiest hour/);
  expect(demo.err).toContain('the clock stands at 2024-06-20T15:00:00.000Z');
  expect(demo.err).toContain(
    "left out: The provider package @cdr/provider-asterisk can't be served",
  );
});

test('the demo ends with commands that run as printed', async () => {
  const commands = demo.out.split('\n').filter((line) => line.includes('--config cdr-demo/'));
  expect(commands).toHaveLength(6);
  for (const command of commands) {
    const args = command.slice(command.search(/(?:calls|stats|coverage) --config/)).split(' ');
    expect((await cdr(args)).code).toBe(0);
  }
  expect(await readdir(join(dir, 'cdr-demo'))).toEqual(
    expect.arrayContaining(['calls.csv', 'report.html']),
  );
});

test('the demo replaces its own files and no others', async () => {
  expect((await cdr(['demo', '--calls', '1'])).code).toBe(0);
  demo = await cdr(['demo', '--calls', '400']);
  await writeFile(join(dir, 'mine.txt'), 'mine');
  const refused = await cdr(['demo', '--dir', '.']);
  expect(refused).toMatchObject({ code: 2, err: expect.stringContaining('--dir') });
  expect(await readFile(join(dir, 'mine.txt'), 'utf8')).toBe('mine');
});

test('calls are listed as one JSON object a line, in order', async () => {
  const { code, out } = await cdr(['calls', ...onDemo, '--source', 'thulium']);
  expect(code).toBe(0);
  const calls = out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(calls).toHaveLength(400);
  expect(calls.every(({ source }) => source === 'thulium')).toBe(true);
  const starts = calls.map(({ startedAt }) => startedAt);
  expect(starts.every((start, index) => index === 0 || start >= starts[index - 1])).toBe(true);
  expect(calls[0]).not.toHaveProperty('raw');
});

test('filters narrow, and values of one kind add up', async () => {
  const count = async (...filters: string[]) =>
    JSON.parse((await cdr(['calls', ...onDemo, '--format', 'json', ...filters])).out).length;
  const all = await count();
  const answered = await count('--disposition', 'answered');
  expect(answered).toBeLessThan(all);
  expect(await count('--disposition', 'answered,no-answer,busy,failed,unknown')).toBe(all);
  expect(await count('--limit', '7')).toBe(7);
  expect(await count('--from', '2024-06-01', '--to', '2024-06-10')).toBe(
    (await count('--from', '2024-06-01', '--to', '2024-06-05')) +
      (await count('--from', '2024-06-05', '--to', '2024-06-10')),
  );
});

test('the vendor row is there when it is asked for', async () => {
  const args = ['calls', ...onDemo, '--source', 'thulium', '--limit', '1', '--raw'];
  const [call] = (await cdr([...args, '--format', 'json'])).out.split('\n').slice(1);
  expect(JSON.parse(call ?? '')).toHaveProperty('raw.connection_id');
});

test('a terminal gets a table of fifty rows, and is told of the rest', async () => {
  const { out, err } = await cdr(['calls', ...onDemo], { terminal: 120 });
  expect(out.trimEnd().split('\n')).toHaveLength(52);
  expect(err).toMatch(/The first 50 of [\d,]+ calls/);
});

test('a file gets the format of its ending', async () => {
  await cdr(['calls', ...onDemo, '--output', 'calls.json', '--limit', '3']);
  expect(JSON.parse(await readFile(join(dir, 'calls.json'), 'utf8'))).toHaveLength(3);
});

test('a file whose ending names another format is not written', async () => {
  const { code, err } = await cdr(['calls', ...onDemo, '--output', 'calls.xls']);
  expect(code).toBe(2);
  expect(err).toContain('there is no format for .xls files');
  expect(await readdir(dir)).not.toContain('calls.xls');
});

test('calls, figures and notes become workbooks', async () => {
  for (const [name, args, rows] of [
    ['Calls', ['calls', ...onDemo, '--limit', '5'], 6],
    ['Figures', ['stats', ...onDemo, '--source', 'thulium'], 2],
    ['Notes', ['notes', ...onDemo, '--limit', '5'], 6],
  ] as const) {
    expect(await cdr([...args, '--output', `${name}.xlsx`])).toMatchObject({ code: 0 });
    const { sheets } = await readXlsx(await readFile(join(dir, `${name}.xlsx`)));
    expect(sheets.map((sheet) => [sheet.name, sheet.rows.length])).toEqual([[name, rows]]);
  }
});

test('a terminal is spared what is no text', async () => {
  const asked = await cdr(['calls', ...onDemo, '--format', 'xlsx'], { terminal: 80 });
  expect(asked).toMatchObject({ code: 2, out: '' });
  expect(asked.err).toContain('--output FILE.xlsx');
});

test('stats add up to the calls, by day and agent, and say what a vendor cannot tell', async () => {
  const args = ['stats', ...onDemo, '--source', 'thulium', '--metrics', 'calls,aht'];
  const [whole] = JSON.parse((await cdr([...args, '--format', 'json'])).out).rows;
  const listed = await cdr(['calls', ...onDemo, '--source', 'thulium', '--kind', 'call']);
  const calls = listed.out.trimEnd().split('\n').length;
  expect(whole).toEqual({ origin: 'computed', calls, aht: null });
  const daily = await cdr([...args, '--interval', 'day', '--by', 'agent', '--format', 'json']);
  const told: { rows: { calls: number; source: string }[]; notes: unknown[] } = JSON.parse(
    daily.out,
  );
  expect(told.rows.reduce((sum, row) => sum + row.calls, 0)).toBe(whole.calls);
  expect(told.rows.every((row) => row.source === 'thulium')).toBe(true);
  expect(told.notes).toEqual([
    {
      ...{ origin: 'computed', metric: 'aht', source: 'thulium' },
      reason: 'the vendor does not tell holdMs',
    },
  ]);
});

test('stats are a table for people, and CSV for spreadsheets', async () => {
  const args = ['stats', ...onDemo, '--source', 'thulium', '--by', 'direction'];
  const table = await cdr([...args, '--format', 'table']);
  expect(table.out).toMatch(/^direction +calls +answered +answer ratio +talk time/);
  expect(table.out).toMatch(/inbound +\d+ +\d+ +\d+\.\d %/);
  const csv = await cdr([...args, '--metrics', 'calls', '--format', 'csv']);
  expect(csv.out).toMatch(
    /^\uFEFFdirection,origin,calls\ninbound,computed,\d+\noutbound,computed,\d+\n/,
  );
  const european = [...args, '--metrics', 'calls', '--format', 'csv', '--separator', 'semicolon'];
  expect((await cdr(european)).out).toBe(csv.out.replaceAll(',', ';'));
});

test('stats tell the sums of a vendor beside what calls come to, and add up neither', async () => {
  const metrics = ['--metrics', 'inboundCalls,outboundCalls,outboundFailed,asa'];
  const by = ['--by', 'extension', '--interval', 'day', '--format', 'json'];
  const args = ['stats', ...onDemo, '--source', 'telecomx', ...metrics];
  const { rows, notes }: { rows: Record<string, unknown>[]; notes: unknown[] } = JSON.parse(
    (await cdr([...args, ...by])).out,
  );
  const told = new Set(rows.map((row) => row.origin));
  expect(told).toEqual(new Set(['computed', 'vendor']));
  expect(notes).toContainEqual(
    expect.objectContaining({ origin: 'vendor', metric: 'asa', reason: 'they do not tell it' }),
  );
  const vendorRows = rows.filter((row) => row.origin === 'vendor');
  const alone = await cdr([...args, ...by, '--origin', 'vendor']);
  expect(JSON.parse(alone.out).rows).toEqual(vendorRows);
  const computed = await cdr([...args, ...by, '--origin', 'computed']);
  expect(JSON.parse(computed.out).rows).toEqual(rows.filter((row) => row.origin === 'computed'));
  const weeks = await cdr([...args, ...by, '--interval', 'week', '--origin', 'vendor']);
  const sum = (own: Record<string, unknown>[]) =>
    own.reduce((all, row) => all + Number(row.inboundCalls), 0);
  expect(sum(vendorRows)).toBeGreaterThan(50);
  expect(sum(JSON.parse(weeks.out).rows)).toBe(sum(vendorRows));
  const whole = await cdr([...args, '--format', 'json']);
  expect(JSON.parse(whole.out)).toEqual({
    rows: [expect.objectContaining({ origin: 'computed' })],
    notes: [expect.objectContaining({ origin: 'vendor', metric: null })],
  });
});

test('stats span two sources of one person', async () => {
  const args = ['stats', '--by', 'agent', '--metrics', 'calls', '--origin', 'computed'];
  const plain = await cdr([...args, ...onDemo]);
  const rows: { source: string; agent: string | null; calls: number }[] = plain.out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  const [first, second] = ['thulium', 'soluno'].map((source) =>
    rows.find((row) => row.source === source && row.agent !== null),
  );
  const config = JSON.parse(await readFile(join(dir, 'cdr-demo/cdr.config.json'), 'utf8'));
  const people = { Zofia: { thulium: first?.agent, soluno: [second?.agent] } };
  await writeFile(join(dir, 'cdr-demo/people.json'), JSON.stringify({ ...config, people }));
  const joined = await cdr([...args, '--config', 'cdr-demo/people.json']);
  const person = joined.out.split('\n').find((line) => line.includes('Zofia'));
  expect(JSON.parse(person ?? '')).toEqual({
    ...{ agent: 'Zofia', agentName: 'Zofia', source: null, origin: 'computed' },
    calls: (first?.calls ?? 0) + (second?.calls ?? 0),
  });
});

test('stats are drawn as bars and as a week by hours', async () => {
  const args = ['stats', ...onDemo, '--source', 'thulium', '--chart'];
  const { code, out, err } = await cdr([...args, '--interval', 'week', '--metrics', 'calls']);
  expect([code, err]).toEqual([0, expect.not.stringContaining('no calls')]);
  const [title, , ...lines] = out.split('\n');
  expect(title).toBe('Calls by week');
  expect(lines[0]).toMatch(/^2024-W\d\d +\d+ {2}[█▏▎▍▌▋▊▉]+$/);
  expect(Math.max(...lines.map((line) => line.length))).toBe(80);
  expect(out).toMatch(/\nCalls by weekday and hour, Europe\/Warsaw\n\n {4}0 {5}3 /);
  expect(out).toMatch(/\nMon .*[░▒▓█]/);
  const peak = await cdr([...args, '--metrics', 'peakConcurrency', '--output', 'peak.txt']);
  expect([peak.code, peak.out]).toEqual([0, '']);
  const drawn = await readFile(join(dir, 'peak.txt'), 'utf8');
  expect(drawn).toMatch(/^Peak concurrency by day\n/);
  expect(drawn).not.toContain('weekday');
  expect((await cdr([...args, '--by', 'agent'])).code).toBe(2);
});

test('stats are a page of HTML to be shown, which tells what is proven', async () => {
  const args = ['stats', ...onDemo, '--report', 'report.html'];
  const { code, out, err } = await cdr(args);
  expect({ code, out, err: err.replace(/^cdr: the clock .*\n/, '') }).toEqual({
    code: 0,
    out: '',
    err: '',
  });
  const page = await readFile(join(dir, 'report.html'), 'utf8');
  const told = page.replace(/<style>.*?<\/style>/gs, '').replace(/<[^>]*>/g, ' ');
  expect(told).toContain('Calls by day');
  expect(told).toContain('Top agents by the vendor&#39;s own sums');
  expect(told).toContain('Missed calls not yet called back');
  expect(told).toMatch(/thulium\s+calls/);
  expect(told).toContain('Complete as of the last reading; the newest part is not final yet.');
  expect(page).not.toMatch(/<script|https?:\/\/(?!www\.w3\.org)/);
  const [whole] = JSON.parse((await cdr(['stats', ...onDemo, '--format', 'json'])).out).rows;
  expect(told).toContain(` ${whole.calls.toLocaleString('en')} `);
  const march = ['--from', '2024-03-01', '--to', '2024-04-01', '--source', 'thulium'];
  expect((await cdr([...args, ...march])).code).toBe(0);
  const empty = await readFile(join(dir, 'report.html'), 'utf8');
  expect(empty).toContain('<title>Calls, 1');
  expect(empty).toContain('Nothing of this period is proven');
  expect((await cdr([...args, '--by', 'agent'])).code).toBe(2);
});

test('stats take the threshold of the service level in seconds', async () => {
  const args = ['stats', ...onDemo, '--source', 'thulium', '--metrics', 'serviceLevel'];
  const levels = await Promise.all(
    ['0', '20', '3600'].map(async (seconds) => {
      const { out } = await cdr([...args, '--threshold', seconds]);
      return JSON.parse(out).serviceLevel;
    }),
  );
  expect(levels[0]).toBeLessThan(levels[1]);
  expect(levels[1]).toBeLessThan(levels[2]);
  expect(levels[2]).toBe(1);
  expect(JSON.parse((await cdr(args)).out).serviceLevel).toBe(levels[1]);
  const { code, err } = await cdr([...args, '--threshold', 'soon']);
  expect([code, err]).toEqual([2, expect.stringMatching(/number of seconds/)]);
});

test('a metric that there is not is wrong usage', async () => {
  const { code, err } = await cdr(['stats', ...onDemo, '--metrics', 'happiness']);
  expect([code, err]).toEqual([2, expect.stringMatching(/Use some of calls, answered/)]);
});

test('coverage is one JSON array', async () => {
  const { code, out } = await cdr(['coverage', ...onDemo, '--json']);
  expect(code).toBe(0);
  const told = { gaps: [], permanentGaps: [] };
  expect(JSON.parse(out)).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ ...told, source: 'soluno', stream: 'calls' }),
      expect.objectContaining({ ...told, source: 'telecomx', stream: 'calls' }),
      expect.objectContaining({ ...told, source: 'thulium', stream: 'calls' }),
    ]),
  );
});

test('what came after the last sync is no gap to people, and one to programs', async () => {
  const later = { env: { CDR_NOW: '2024-06-20T16:00:00Z' } };
  const { out } = await cdr(['coverage', ...onDemo, 'thulium'], later);
  expect(out).toContain('no gaps up to 2024-06-20 17:00');
  expect(out).toContain('not read yet');
  const asked = ['--to', '2024-06-20T16:00:00Z'];
  expect((await cdr(['coverage', ...onDemo, 'thulium', ...asked], later)).out).toContain('1 gap');
  const json = await cdr(['coverage', ...onDemo, 'thulium', '--json'], later);
  expect(JSON.parse(json.out)[0].gaps).toHaveLength(1);
});

test('a vendor that lets nobody in makes check fail and sync fail, and says so', async () => {
  const server = createServer((_, answer) => answer.writeHead(401).end()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const options = { baseUrl: `http://127.0.0.1:${port}`, username: 'api', password: 'hunter2' };
  const sources = { warsaw: { provider: 'thulium', since: '2024-06-01', options } };
  await writeFile(
    join(dir, 'refused.json'),
    JSON.stringify({ store: { kind: 'duckdb', path: 'r.duckdb' }, sources }),
  );
  const check = await cdr(['check', '--config', 'refused.json']);
  expect(check).toMatchObject({ code: 1, out: expect.stringMatching(/^warsaw {2}failed/) });
  const sync = await cdr(['sync', '--config', 'refused.json']);
  expect(sync).toMatchObject({ code: 1, out: expect.stringMatching(/^warsaw {2}failed/) });
  expect(`${check.out}${sync.out}${sync.err}`).not.toContain('hunter2');
  const json = await cdr(['sync', '--config', 'refused.json', '--json']);
  expect(JSON.parse(json.out)).toMatchObject({ status: 'failed' });
  expect(json.err).toMatch(/warsaw: /);
  server.close();
});

test('check asks a vendor that is away twice, and says so', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  const options = { baseUrl: `http://127.0.0.1:${port}`, username: 'api', password: 'hunter2' };
  const sources = { warsaw: { provider: 'thulium', options } };
  await writeFile(join(dir, 'away.json'), JSON.stringify({ sources }));
  const check = await cdr(['check', '--config', 'away.json']);
  expect(check).toMatchObject({ code: 1, out: expect.stringMatching(/refused.*, attempt 2\)/) });
});

test('the vendor rows go after the time that config gives them', async () => {
  const [from, to] = [Date.parse('2024-06-01T00:00:00Z'), Date.parse('2024-06-20T00:00:00Z')];
  const calls = generateCalls({ seed: 1, from, to, timeZone: 'Europe/Warsaw', calls: 60 });
  const host = await serveVendorApis(createVendorApi(calls, { now: () => to }));
  const { options } = describeVendorApi(host.url);
  const sources = { warsaw: { provider: 'thulium', since: '2024-06-01', options } };
  await writeFile(
    join(dir, 'raw.json'),
    JSON.stringify({ store: { kind: 'duckdb', path: 'raw.duckdb' }, raw: 'P10D', sources }),
  );
  expect((await cdr(['sync', '--config', 'raw.json'])).code).toBe(0);
  await host.close();
  const { out } = await cdr(['calls', '--config', 'raw.json', '--raw', '--format', 'json']);
  const kept: Call[] = JSON.parse(out).filter(({ raw }: Call) => (raw ?? null) !== null);
  expect(kept.length).toBeGreaterThan(0);
  expect(kept.every(({ startedAt }) => startedAt >= '2024-06-10T15:00:00.000Z')).toBe(true);
});

test('nothing was rejected, and nothing is there to replay', async () => {
  const list = await cdr(['rejected', ...onDemo]);
  expect(list).toMatchObject({ code: 0, out: '', err: expect.stringContaining('0 rejected rows') });
  const replay = await cdr(['rejected', 'replay', ...onDemo, '--json']);
  expect(JSON.parse(replay.out)).toMatchObject({ replayed: 0, stillRejected: 0 });
});

test('installed providers tell what they can do', async () => {
  const { out } = await cdr(['providers', '--json']);
  const described = new Map(JSON.parse(out).map((one: { name: string }) => [one.name, one]));
  expect(described.get('soluno')).toMatchObject({
    package: '@cdr/provider-soluno',
    recordings: null,
  });
  expect(described.get('asterisk')).toMatchObject({
    hosts: [],
    options: expect.arrayContaining([
      expect.objectContaining({ name: 'inbound', needs: 'optional' }),
      expect.objectContaining({ name: 'wholeHistory', needs: 'optional, default false' }),
    ]),
  });
  expect(described.get('telecomx')).toMatchObject({ vendor: 'Telecom X' });
  expect(described.get('ccrm')).toMatchObject({
    streams: [
      { id: 'calls', kind: 'calls', default: true },
      {
        id: 'notes',
        kind: 'notes',
        default: true,
        can: ['notes of calls, one request a call', '5 requests a second'],
      },
    ],
  });
  expect(described.get('thulium')).toMatchObject({
    recordings: { within: 'P1D' },
    options: [{ name: 'baseUrl' }, {}, { name: 'password', secret: true }],
  });
});

test('init writes a config that loads, and never over another', async () => {
  const args = ['init', '--config', 'new.json', '--provider', 'thulium', '--source', 'warsaw'];
  const options = ['--option', 'baseUrl=http://localhost:1', '--option', 'username=api'];
  const { code, out } = await cdr([...args, ...options]);
  expect(code).toBe(0);
  expect(out).toContain('THULIUM_PASSWORD=…');
  const unset = await cdr(['coverage', '--config', 'new.json']);
  expect(unset).toMatchObject({ code: 2, err: expect.stringContaining('THULIUM_PASSWORD') });
  const loads = await cdr(['coverage', '--config', 'new.json'], { env: { THULIUM_PASSWORD: 'x' } });
  expect(loads).toMatchObject({ code: 0, out: expect.stringMatching(/^warsaw {2}calls/) });
  expect(await cdr([...args, ...options])).toMatchObject({
    code: 2,
    err: expect.stringContaining('--force'),
  });
  expect((await cdr([...args, ...options, '--force'])).code).toBe(0);
});

test.each([
  [['calls', '--form', 'x'], /unknown option '--form'/],
  [['cals'], /Did you mean calls/],
  [['calls', ...onDemo, '--format', 'xls'], /Allowed choices are/],
  [['calls', ...onDemo, '--direction', 'up'], /inbound, outbound/],
  [['calls', ...onDemo, '--from', 'yesterday'], /from "yesterday" is no time/],
  [['calls', ...onDemo, '--source', 'thulum'], /Did you mean "thulium"/],
  [['sync', ...onDemo, 'thulum'], /Did you mean "thulium"/],
  [['sync', '--config', 'nowhere.json'], /no config file/],
  [['emulate'], /missing required argument/],
  [['emulate', 'nobody'], /npm install @cdr\/provider-nobody/],
  [['emulate', 'asterisk'], /does not speak its vendor's API/],
  [['emulate', 'thulium', '--port', '70000'], /1 to 65535/],
  [['init'], /needs --provider/],
])('%j is wrong usage', async (args, message) => {
  const { code, out, err } = await cdr(args);
  expect(err).toMatch(message);
  expect(out).toBe('');
  expect(code).toBe(2);
});

test.each([
  'demo',
  'init',
  'providers',
  'check',
  'sync',
  'calls',
  'coverage',
  'verify',
  'notes',
  'recordings',
  'recordings list',
  'recordings download',
  'rejected',
  'rejected list',
  'rejected replay',
  'emulate',
])('the help of %s has examples', async (command) => {
  const { code, out } = await cdr([...command.split(' '), '--help']);
  expect(code).toBe(0);
  expect(out).toMatch(/Examples:\n {2}\$ /);
});

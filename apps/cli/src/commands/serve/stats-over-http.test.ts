import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { createFakeIo } from '../../__fixtures__/fake-io.ts';
import { storeCalls, writeConfig } from '../../__fixtures__/stored-calls.ts';
import { runCli } from '../../run-cli.ts';

let dir: string;
const controller = new AbortController();
let running: Promise<number>;
let ask: (query: string, accept: string) => Promise<string>;
/** What the command tells; it can't have the store while the server has. */
const told = new Map<string, string>();

/** JSON without the line breaks that are for people, the rest to the letter. */
function compact(text: string, format: string): string {
  return format === 'json' ? JSON.stringify(JSON.parse(text)) : text;
}

const env = { NODE_OPTIONS: '--conditions=@cdr/source' };
const options = [
  '',
  'interval=day&by=agent',
  'interval=hour&by=queue,direction&metrics=calls,asa,serviceLevel&threshold=5&time-zone=Asia/Tokyo',
  'interval=week&fill=true&from=2024-03-01&to=2024-04-01&metrics=calls,traffic,peakConcurrency',
  'by=caller&top=1&metrics=calls,aht&source=krakow',
  'by=agent&origin=vendor&metrics=inboundCalls',
  'disposition=no-answer&metrics=missedOpen,calls&from=2024-03-05T10:00:00Z',
];
const formats = { json: 'application/json', ndjson: 'application/x-ndjson', csv: 'text/csv' };

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'cdr-stats-http-'));
  const people = { 'Jan Kowal': { krakow: 'jan', hanoi: 'j2' } };
  await writeConfig(dir, { people });
  const agent = (id: string) => [{ id, name: `${id}!`, login: null, extension: null }];
  await storeCalls(
    dir,
    Array.from({ length: 60 }, (_, index) => ({
      source: index % 3 === 0 ? ('hanoi' as const) : ('krakow' as const),
      vendorId: String(index),
      startedAt: new Date(Date.parse('2024-03-05T08:00:00Z') + index * 5_000_000).toISOString(),
      direction: index % 4 === 0 ? ('outbound' as const) : ('inbound' as const),
      disposition: index % 5 === 0 ? ('no-answer' as const) : ('answered' as const),
      agents: agent(['jan', 'j2', '=ewa'][index % 3] ?? ''),
      queue: index % 2 === 0 ? { id: 'q', name: 'Sales' } : null,
      from: {
        number: `+4860010020${index % 7}`,
        e164: `+4860010020${index % 7}`,
        name: null,
        type: 'unknown',
        ref: null,
      },
      answeredAt: new Date(Date.parse('2024-03-05T08:00:09Z') + index * 5_000_000).toISOString(),
      talkMs: index * 1234,
      waitMs: index * 321,
    })),
  );
  for (const query of options) {
    const flags = [...new URLSearchParams(query)].flatMap(([name, value]) =>
      value === 'true' ? [`--${name}`] : [`--${name}`, value],
    );
    for (const format of Object.keys(formats)) {
      const { io, out } = createFakeIo({ cwd: dir, env });
      expect(await runCli(['stats', ...flags, '--format', format], io)).toBe(0);
      told.set(`${query} ${format}`, compact(out(), format));
    }
  }
  expect(told.get(' json')).toContain('"calls":60');
  const { io, out } = createFakeIo({ cwd: dir, env, signal: controller.signal });
  running = runCli(['serve', '--port', '0'], io);
  await vi.waitFor(() => expect(out()).toContain('cdr_'), { timeout: 20_000 });
  const [url = ''] = /http:\S+/.exec(out()) ?? [];
  const [key = ''] = /cdr_\w{16}_\S+/.exec(out()) ?? [];
  ask = async (query, accept) => {
    const headers = { authorization: `Bearer ${key}`, accept };
    const answer = await fetch(`${url}/v1/stats?${query}`, { headers });
    return Buffer.from(await answer.arrayBuffer()).toString();
  };
});

afterAll(async () => {
  controller.abort();
  expect(await running).toBe(0);
  await rm(dir, { recursive: true });
});

it.each(options)('the server answers %j as the command does, to the letter', async (query) => {
  for (const [format, accept] of Object.entries(formats)) {
    const answer = await ask(query.replace('time-zone', 'timeZone'), accept);
    expect(answer).toBe(told.get(`${query} ${format}`));
  }
});

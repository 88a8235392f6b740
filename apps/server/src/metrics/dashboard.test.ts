import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCallFields, type VendorApi } from '@cdr/core';
import { serveVendorApis, type VendorHost } from '@cdr/emulator';
import { machineClock, openProject } from '@cdr/engine';
import { createArraySource } from '@cdr/provider-kit';
import { createVendorApi, describeVendorApi } from '@cdr/provider-thulium/vendor-api';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { type ServerStarted, serve } from '../serve.ts';

const dashboardSchema = z.object({
  templating: z.object({
    list: z.array(z.object({ query: z.union([z.string(), z.object({ query: z.string() })]) })),
  }),
  panels: z.array(
    z.object({ title: z.string(), targets: z.array(z.object({ expr: z.string() })) }),
  ),
});

const startedAt = new Date(Date.now() - 86_400_000).toISOString();
const controller = new AbortController();
let dir: string;
let vendor: VendorHost;
let ended: Promise<void>;
let samples: string;

/** Fails once, so that something is sent again. */
function failingOnce(api: VendorApi): VendorApi {
  let hasFailed = false;
  return (request) => {
    if (hasFailed) return api(request);
    hasFailed = true;
    return Promise.resolve(new Response(null, { status: 503, headers: { 'retry-after': '0' } }));
  };
}

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'cdr-dashboard-'));
  const call = createCallFields({
    vendorId: '1',
    startedAt,
    timePrecision: 'second',
    timeZone: 'Europe/Warsaw',
  });
  const calls = createArraySource([{ id: 'w:1', source: 'w', provider: 'thulium', ...call }]);
  vendor = await serveVendorApis(failingOnce(createVendorApi(calls, { now: () => Date.now() })));
  const { options } = describeVendorApi(vendor.url);
  const warsaw = { provider: 'thulium', since: startedAt, options };
  await writeFile(join(dir, 'cdr.config.json'), JSON.stringify({ sources: { warsaw } }));
  const env = { NODE_OPTIONS: '--conditions=@cdr/source' };
  const clock = machineClock({ env, warn: () => undefined });
  const project = await openProject({ cwd: dir, env, clock, program: import.meta.dirname });
  const started = Promise.withResolvers<ServerStarted>();
  const { signal } = controller;
  const at = { host: '127.0.0.1', port: 0 };
  ended = serve({ project, clock, ...at, signal, onListening: started.resolve });
  ended.catch(started.reject);
  const { url, firstKey } = await started.promise;
  const ask = async () => {
    const headers = { authorization: `Bearer ${firstKey}` };
    samples = await (await fetch(`${url}/metrics`, { headers })).text();
    return samples;
  };
  const isThere = async () =>
    expect(await ask()).toContain('cdr_syncs_total{source="warsaw",status="complete"} 1');
  await vi.waitFor(isThere, { timeout: 20_000 });
});

afterAll(async () => {
  controller.abort();
  await ended;
  await vendor.close();
  await rm(dir, { recursive: true });
});

/** The names of the labels of a metric, by what is told of it; `null` where there is no such metric. */
function labelsOf(metric: string): string[] | null {
  const lines = samples
    .split('\n')
    .filter((line) => new RegExp(`^(?:# TYPE )?${metric}[{ ]`).test(line));
  return lines.length === 0
    ? null
    : lines.flatMap((line) => [...line.matchAll(/[{,](\w+)="/g)].map(([, name = '']) => name));
}

it('asks for nothing that the server does not tell', async () => {
  const file = new URL('../../../../deploy/grafana-dashboard.json', import.meta.url);
  const { panels, templating } = dashboardSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  const variables = templating.list.map(({ query }) =>
    typeof query === 'string' ? query : query.query,
  );
  const queries = [
    ...variables,
    ...panels.flatMap(({ targets }) => targets.map((own) => own.expr)),
  ];
  const asked = queries.flatMap((query) => [
    ...query.matchAll(/\b(?:cdr|http|process|nodejs)_\w+/g),
  ]);
  expect(new Set(asked.map(([metric]) => metric)).size).toBeGreaterThan(8);
  for (const query of queries) {
    const metrics = [...query.matchAll(/\b(?:cdr|http|process|nodejs)_\w+/g)].map(([name]) => name);
    const known = metrics.flatMap((metric) => labelsOf(metric) ?? [`no ${metric}`]);
    const labels = [
      ...[...query.matchAll(/[{,](\w+)=/g)].map(([, name = '']) => name),
      ...[...query.matchAll(/by \(([^)]*)\)/g)].flatMap(([, names = '']) => names.split(/, */)),
    ];
    expect(known.filter((label) => label.startsWith('no '))).toEqual([]);
    expect(labels.filter((label) => !known.includes(label))).toEqual([]);
  }
});

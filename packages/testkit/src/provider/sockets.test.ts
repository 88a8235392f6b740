import type { Call } from '@cdr/core';
import { callsFromArray } from '@cdr/emulator';
import { expect, it } from 'vitest';
import { createAcmeProvider } from '../__fixtures__/acme/acme-provider.ts';
import { acmeToken, createVendorApi } from '../__fixtures__/acme/acme-vendor-api.ts';
import type { Fault } from '../faults/fault.ts';
import { serveFaulty } from '../faults/serve-faulty.ts';
import { createUniverse } from '../universe/create-universe.ts';
import { createTrial } from './trial.ts';

const now = Date.UTC(2025, 4, 14, 9, 41);
const asked = { from: now - 48 * 3_600_000, to: now - 3_600_000 };
const calls = createUniverse({ window: asked, count: 110 });

const faults: Fault[] = [
  { kind: 'reset' },
  { kind: 'truncate' },
  { kind: 'refuse' },
  { kind: 'hang' },
  { kind: 'stall' },
  { kind: 'drip' },
  { kind: 'answer', status: 503 },
  { kind: 'answer', status: 429, headers: { 'retry-after': '3' } },
  { kind: 'answer', status: 200, body: '<html></html>' },
];

it('ends the same over sockets that break at every other request', async () => {
  const vendorApi = createVendorApi(callsFromArray(calls), { now: () => now });
  let expire = () => {};
  const server = await serveFaulty(
    vendorApi,
    (index) => (index % 2 === 0 ? null : (faults[(index - 1) / 2] ?? null)),
    { onSilence: () => expire() },
  );
  try {
    const trial = createTrial({
      provider: createAcmeProvider(),
      streams: ['calls'],
      calls,
      now,
      createVendor: () => ({
        options: { token: acmeToken, baseUrl: server.url },
        answer: (request) => fetch(request),
      }),
      config: { concurrency: 1 },
    });
    expire = () => trial.clock.expire();
    const run = await trial.sync(asked);
    expect(run.status).toBe('complete');
    expect(server.requests()).toBeGreaterThan(2 * faults.length);
    const idsOf = (own: readonly Call[]) => own.map(({ vendorId }) => String(vendorId)).sort();
    expect(idsOf(await trial.stored())).toEqual(idsOf(calls));
  } finally {
    await server.close();
  }
});

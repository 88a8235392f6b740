import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock, OutboxStore } from '@cdr/core';
import type { Webhook } from '@cdr/engine';
import { createMemoryStore } from '@cdr/store';
import { afterEach, describe, expect, it } from 'vitest';
import { type CourierInput, startCourier } from './courier.ts';
import { createGapTeller } from './gap-teller.ts';
import { messagesOf } from './webhook-events.ts';

const secret = 'a secret of some length';
const start = Date.parse('2025-03-01T10:00:00.000Z');
const hourMs = 3_600_000;

interface Delivery {
  headers: IncomingHttpHeaders;
  body: string;
}

interface Receiver {
  webhook: Webhook;
  deliveries: Delivery[];
  /** Resolves when so many have come. */
  received: (count: number) => Promise<void>;
}

const closing: (() => Promise<unknown> | undefined)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** A receiver on loopback that answers as it is told to. */
async function receive(
  answer: (response: ServerResponse, count: number) => void,
): Promise<Receiver> {
  const deliveries: Delivery[] = [];
  let changed = Promise.withResolvers<void>();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      deliveries.push({ headers: request.headers, body });
      answer(response, deliveries.length);
      changed.resolve();
      changed = Promise.withResolvers<void>();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('no port');
  const url = `http://127.0.0.1:${address.port}/hook?token=t0k3n`;
  return {
    webhook: { url, secret, events: ['calls.stored', 'sync.failed', 'gap.nearing-horizon'] },
    deliveries,
    async received(count) {
      while (deliveries.length < count) await changed.promise;
    },
  };
}

/** A clock on which pauses are over at once, but for the longest. */
function createClock(): Clock & { waits: number[]; at: number } {
  const waits: number[] = [];
  const clock = {
    waits,
    at: start,
    now: () => clock.at,
    elapsedMs: () => 0,
    after: () => () => {},
    sleep: (delayMs: number, signal?: AbortSignal) =>
      new Promise<void>((resolve, reject) => {
        if (signal?.aborted === true) reject(signal.reason);
        signal?.addEventListener('abort', () => reject(signal.reason));
        if (delayMs >= hourMs) return;
        waits.push(delayMs);
        setImmediate(resolve);
      }),
  };
  return clock;
}

const stored = (id: string) =>
  ({ id, event: 'calls.stored', at: start, data: { source: 'warsaw' } }) as const;

function begin(store: OutboxStore, webhooks: Webhook[], more: Partial<CourierInput> = {}) {
  const courier = startCourier({ store, webhooks, clock: createClock(), ...more });
  closing.push(() => courier.close());
  return courier;
}

/** Resolves when nothing waits for the receiver any more. */
async function emptied(store: OutboxStore, webhook: Webhook): Promise<void> {
  const [{ receiver } = { receiver: '' }] = messagesOf([webhook], stored('x'));
  while ((await store.outbox({ receiver, limit: 1 })).length > 0) {
    await new Promise((resolve) => setImmediate(resolve));
  }
}

const ok = (response: ServerResponse) => void response.writeHead(204).end();

describe('a webhook', () => {
  it('is told what happened, signed, with a key by which it knows it again', async () => {
    const { webhook, deliveries, received } = await receive(ok);
    const store = createMemoryStore();
    await store.addToOutbox(messagesOf([webhook], stored('run-1')));
    begin(store, [webhook]);
    await received(1);
    await emptied(store, webhook);
    const [{ headers, body } = { headers: {}, body: '' }] = deliveries;
    expect(JSON.parse(body)).toEqual({
      id: 'run-1',
      event: 'calls.stored',
      createdAt: '2025-03-01T10:00:00.000Z',
      data: { source: 'warsaw' },
    });
    const mac = createHmac('sha256', secret)
      .update(`${start / 1000}.${body}`)
      .digest('hex');
    expect(headers).toMatchObject({
      'content-type': 'application/json',
      'cdr-event': 'calls.stored',
      'cdr-signature': `t=${start / 1000},v1=${mac}`,
      'idempotency-key': expect.stringMatching(/^run-1-[0-9a-f]{16}$/),
    });
  });

  it('is told again later and later until it takes the message, with the same key', async () => {
    const { webhook, deliveries, received } = await receive((response, count) =>
      count < 4 ? response.writeHead(500).end('broken') : ok(response),
    );
    const store = createMemoryStore();
    const clock = createClock();
    const problems: unknown[] = [];
    await store.addToOutbox(messagesOf([webhook], stored('run-1')));
    begin(store, [webhook], { clock, onProblem: (problem) => problems.push(problem) });
    await received(4);
    await emptied(store, webhook);
    expect(new Set(deliveries.map(({ headers }) => headers['idempotency-key'])).size).toBe(1);
    expect(clock.waits.filter((ms, index) => clock.waits.indexOf(ms) === index)).toEqual([
      10_000, 20_000, 40_000,
    ]);
    expect(problems).toHaveLength(3);
    expect(JSON.stringify(problems)).not.toMatch(/t0k3n|broken|127\.0\.0\.1/);
    expect(problems[0]).toMatchObject({ event: 'calls.stored', why: 'it answered 500' });
  });

  it('that hangs is left, and told again', async () => {
    const { webhook, received } = await receive((response, count) => {
      if (count > 1) ok(response);
    });
    const store = createMemoryStore();
    await store.addToOutbox(messagesOf([webhook], stored('run-1')));
    begin(store, [webhook], { timeoutMs: 50 });
    await received(2);
    await emptied(store, webhook);
  });

  it('that redirects is not followed, since what is signed is for nobody else', async () => {
    const other = await receive(ok);
    const { webhook, received } = await receive((response, count) =>
      count === 1 ? response.writeHead(307, { location: other.webhook.url }).end() : ok(response),
    );
    const store = createMemoryStore();
    await store.addToOutbox(messagesOf([webhook], stored('run-1')));
    begin(store, [webhook]);
    await received(2);
    await emptied(store, webhook);
    expect(other.deliveries).toEqual([]);
  });

  it('that is down holds up no other', async () => {
    const dead = await receive(() => undefined);
    const alive = await receive(ok);
    const store = createMemoryStore();
    const webhooks = [dead.webhook, alive.webhook];
    for (const id of ['run-1', 'run-2', 'run-3']) {
      await store.addToOutbox(messagesOf(webhooks, stored(id)));
    }
    begin(store, webhooks);
    await dead.received(1);
    await alive.received(3);
    await emptied(store, alive.webhook);
    expect(dead.deliveries).toHaveLength(1);
  });

  it('is told what another process left in the outbox, and what comes while it waits', async () => {
    const { webhook, deliveries, received } = await receive(ok);
    const store = createMemoryStore();
    const first = begin(store, [webhook]);
    await first.close();
    await store.addToOutbox(messagesOf([webhook], stored('run-1')));
    const courier = begin(store, [webhook]);
    await received(1);
    await emptied(store, webhook);
    await store.addToOutbox(messagesOf([webhook], stored('run-2')));
    courier.wake();
    await received(2);
    expect(deliveries.map(({ body }) => JSON.parse(body).id)).toEqual(['run-1', 'run-2']);
  });

  it('is given up after three days', async () => {
    const { webhook, received } = await receive((response) => response.writeHead(410).end());
    const store = createMemoryStore();
    const clock = createClock();
    clock.at = start + 72 * hourMs;
    const problems: unknown[] = [];
    await store.addToOutbox(messagesOf([webhook], stored('run-1')));
    begin(store, [webhook], { clock, onProblem: (problem) => problems.push(problem) });
    await received(1);
    await emptied(store, webhook);
    expect(problems).toMatchObject([{ isLast: true }]);
  });

  it('is told only what it wants to be told', async () => {
    const { webhook } = await receive(ok);
    expect(messagesOf([{ ...webhook, events: ['sync.failed'] }], stored('run-1'))).toEqual([]);
  });
});

describe('gaps that near the horizon', () => {
  it('are told once a day, stream by stream', async () => {
    const { webhook } = await receive(ok);
    const store = createMemoryStore();
    const clock = createClock();
    const tell = createGapTeller({ store, webhooks: [webhook], clock });
    const gap = {
      source: 'warsaw',
      stream: 'calls',
      from: start,
      to: start + 1,
      lostAt: start + 2,
    };
    await tell([gap, { ...gap, from: start + 5, to: start + 6 }, { ...gap, stream: 'other' }]);
    await tell([{ ...gap, to: start + 9 }]);
    const [{ receiver } = { receiver: '' }] = messagesOf([webhook], stored('x'));
    const waiting = async () => {
      const messages = await store.outbox({ receiver, limit: 99 });
      return messages.map(({ body }) => JSON.parse(body).data);
    };
    expect(await waiting()).toMatchObject([
      { stream: 'calls', gaps: [{ lostAt: '2025-03-01T10:00:00.002Z' }, {}] },
      { stream: 'other', gaps: [{}] },
    ]);
    clock.at += 24 * hourMs;
    await tell([gap]);
    expect(await waiting()).toHaveLength(3);
  });
});

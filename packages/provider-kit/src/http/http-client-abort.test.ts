import { getEventListeners } from 'node:events';
import { expect, it } from 'vitest';
import { rejectionOf, setUpClient } from '../__fixtures__/client-setup.ts';
import { sendJson, startServer } from '../__fixtures__/local-server.ts';
import { createStuckClock } from '../__fixtures__/test-clock.ts';

const reason = new Error('enough');

it('sends nothing when the signal has aborted before', async () => {
  const { ask, events } = setUpClient();
  expect(await rejectionOf(ask(AbortSignal.abort(reason)))).toBe(reason);
  expect(events).toEqual([]);
});

it('ends while the vendor is silent, and hangs up', async () => {
  const controller = new AbortController();
  const server = await startServer(() => controller.abort(reason));
  expect(await rejectionOf(setUpClient({ baseUrl: server.url }).ask(controller.signal))).toBe(
    reason,
  );
  await server.gone;
});

it('ends inside a body, and hangs up', async () => {
  const controller = new AbortController();
  const server = await startServer((_request, response) => {
    response.writeHead(200);
    response.write('[1,', () => controller.abort(reason));
  });
  expect(await rejectionOf(setUpClient({ baseUrl: server.url }).ask(controller.signal))).toBe(
    reason,
  );
  await server.gone;
});

it('stops reading a body that knows nothing of the signal', async () => {
  const controller = new AbortController();
  const cancelled = new Promise((cancel) => {
    const source = { pull: () => controller.abort(reason), cancel };
    const stream = new ReadableStream(source, { highWaterMark: 0 });
    const { ask } = setUpClient({ fetch: async () => new Response(stream) });
    ask(controller.signal).catch(() => undefined);
  });
  expect(await cancelled).toBe(reason);
});

it('ends although fetch is deaf to its signal', async () => {
  const controller = new AbortController();
  const { ask } = setUpClient({
    fetch: () => {
      controller.abort(reason);
      return new Promise(() => undefined);
    },
  });
  expect(await rejectionOf(ask(controller.signal))).toBe(reason);
});

it('ends while it waits for the next attempt', async () => {
  const controller = new AbortController();
  const clock = createStuckClock();
  const { ask } = setUpClient({ clock, fetch: async () => new Response('', { status: 500 }) });
  const asked = rejectionOf(ask(controller.signal));
  await clock.sleeping;
  controller.abort(reason);
  expect(await asked).toBe(reason);
});

it('ends while it waits for the rate limit', async () => {
  const controller = new AbortController();
  const clock = createStuckClock();
  const { ask, events } = setUpClient({
    clock,
    fetch: async () => Response.json([]),
    requestsPerSecond: 1,
  });
  await ask();
  const asked = rejectionOf(ask(controller.signal));
  await clock.sleeping;
  controller.abort(reason);
  expect(await asked).toBe(reason);
  expect(events).toEqual([{ type: 'request' }]);
});

it('leaves no listener on a signal that outlives its requests', async () => {
  const server = await startServer((_request, response, count) =>
    sendJson(response, [], count === 1 ? 500 : 200),
  );
  const { signal } = new AbortController();
  await setUpClient({ baseUrl: server.url }).ask(signal);
  expect(getEventListeners(signal, 'abort')).toEqual([]);
});

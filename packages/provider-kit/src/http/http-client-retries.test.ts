import { setImmediate as nextTurn } from 'node:timers/promises';
import { AuthError, RateLimitError, VendorResponseError } from '@cdr/core';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { rejectionOf, setUpClient } from '../__fixtures__/client-setup.ts';
import { sendJson, startServer } from '../__fixtures__/local-server.ts';
import { createTestClock } from '../__fixtures__/test-clock.ts';
import { parseJson } from '../rows/parse-json.ts';

const signal = new AbortController().signal;

describe('answers worth another attempt', () => {
  it.each([408, 425, 429, 500, 502, 503, 504])('asks again after %i', async (status) => {
    const server = await startServer((_request, response, count) =>
      sendJson(response, { count }, count === 1 ? status : 200),
    );
    const clock = createTestClock();
    const { ask, events } = setUpClient({ baseUrl: server.url, clock });
    expect(await ask()).toEqual({ count: 2 });
    expect(events).toEqual([
      { type: 'request' },
      { type: 'retry', reason: `answered ${status}`, delayMs: 500 },
      { type: 'request' },
    ]);
    expect(clock.delays).toEqual([500]);
  });

  it('waits a random part of a ceiling that doubles, and gives up after the last attempt', async () => {
    const server = await startServer((_request, response) => sendJson(response, {}, 503));
    const clock = createTestClock();
    const { ask } = setUpClient({ baseUrl: server.url, clock, retryLimit: 6, random: () => 0.999 });
    const error = await rejectionOf(ask());
    expect(error).toBeInstanceOf(VendorResponseError);
    expect(error).toMatchObject({
      retryable: true,
      message: `The vendor answered 503 (GET ${server.url}/list, attempt 7). Try again later.`,
    });
    expect(clock.delays).toEqual([999, 1998, 3996, 7992, 15_984, 29_970]);
    expect(server.lines).toHaveLength(7);
  });

  it.each([
    ['the caller', { patience: { retryLimit: 1 }, retryLimit: 3 }, 2],
    ['the vendor', { patience: { retryLimit: 3 }, retryLimit: 1 }, 2],
    ['the caller alone', { patience: { retryLimit: 1 } }, 2],
  ])('has the patience of the less patient: %s', async (_, limits, attempts) => {
    const { ask, events } = setUpClient({
      fetch: async () => new Response('', { status: 503 }),
      ...limits,
    });
    await rejectionOf(ask());
    expect(events.filter(({ type }) => type === 'request')).toHaveLength(attempts);
  });

  it('lets a hurried caller wait for no rate limit', async () => {
    const { ask, events } = setUpClient({
      fetch: async () => new Response('', { status: 429 }),
      patience: { retryLimit: 1 },
      rateLimitWaits: { firstMs: 1000, longestMs: 60_000 },
    });
    expect(await rejectionOf(ask())).toBeInstanceOf(RateLimitError);
    expect(events.filter(({ type }) => type === 'request')).toHaveLength(2);
  });

  it('gives up early when the next wait would pass the total deadline', async () => {
    const server = await startServer((_request, response) => sendJson(response, {}, 500));
    const clock = createTestClock();
    const { ask } = setUpClient({ baseUrl: server.url, clock, totalTimeoutMs: 1500 });
    expect(await rejectionOf(ask())).toMatchObject({ code: 'vendor-response' });
    expect(clock.delays).toEqual([500]);
  });

  it('counts waits for the rate limit to the total deadline', async () => {
    const { ask } = setUpClient({
      fetch: async () => Response.json({}),
      requestsPerSecond: 0.1,
      totalTimeoutMs: 10_000,
    });
    await ask();
    expect(await rejectionOf(ask())).toMatchObject({
      code: 'transport',
      what: 'No answer within 10 s, waits included',
    });
  });

  it.each([
    ['a web page', '<html>Down for maintenance</html>', 'a web page or XML, not JSON'],
    ['half a list', '{"rows":[1,', 'JSON cut off or broken'],
    ['nothing', '', 'empty'],
    ['something else', 'OK', 'not JSON'],
  ])('asks again when 200 brings %s', async (_name, body, complaint) => {
    const server = await startServer((_request, response, count) => {
      if (count === 2) sendJson(response, [1]);
      else response.end(body);
    });
    expect(await setUpClient({ baseUrl: server.url }).ask()).toEqual([1]);
    const error = await rejectionOf(setUpClient({ baseUrl: server.url, retryLimit: 0 }).ask());
    expect(error).toMatchObject({
      code: 'vendor-response',
      message: `The answer is ${complaint} (GET ${server.url}/list).`,
    });
  });

  it('asks again when read finds an error said with 200', async () => {
    const server = await startServer((_request, response, count) =>
      sendJson(response, count === 1 ? { error: 'busy' } : { rows: [] }),
    );
    const { client, events } = setUpClient({ baseUrl: server.url });
    const read = (text: string) => {
      if (text.includes('error')) throw new VendorResponseError({ what: 'The vendor is busy' });
      return text;
    };
    expect(await client.request({ path: 'list', signal, read })).toBe('{"rows":[]}');
    expect(events).toContainEqual({ type: 'retry', reason: 'unusable answer', delayMs: 500 });
  });

  it('takes a schema that fails for an undocumented answer, and quotes no value', async () => {
    const { client } = setUpClient({
      fetch: async () => Response.json({ count: '+48221234567' }),
      retryLimit: 1,
    });
    const schema = z.object({ count: z.int() });
    const read = (text: string) => schema.parse(parseJson(text));
    const error = await rejectionOf(client.request({ path: 'list', signal, read }));
    expect(error).toMatchObject({
      code: 'vendor-response',
      what: 'The answer is not as documented: count: Invalid input: expected number, received string',
    });
    expect(String(error)).not.toContain('221234567');
  });
});

describe('a vendor that asks for patience', () => {
  async function refuseOnce(status: number, headers: Record<string, string>, withDate = true) {
    const server = await startServer((_request, response, count) => {
      response.sendDate = withDate;
      if (count === 1) response.writeHead(status, headers).end();
      else sendJson(response, []);
    });
    return server.url;
  }

  it('waits the seconds that it says', async () => {
    const clock = createTestClock();
    const baseUrl = await refuseOnce(429, { 'retry-after': '7' });
    expect(await setUpClient({ baseUrl, clock }).ask()).toEqual([]);
    expect(clock.delays).toEqual([7000]);
  });

  it('reads a date by the clock of the answer', async () => {
    const clock = createTestClock(Date.parse('2031-01-01T00:00:00Z'));
    const baseUrl = await refuseOnce(503, {
      date: 'Wed, 21 Oct 2015 07:28:00 GMT',
      'retry-after': 'Wed, 21 Oct 2015 07:28:30 GMT',
    });
    expect(await setUpClient({ baseUrl, clock }).ask()).toEqual([]);
    expect(clock.delays).toEqual([30_000]);
  });

  it('reads a date by its own clock when the answer has none', async () => {
    const clock = createTestClock(Date.parse('2015-10-21T07:28:10Z'));
    const headers = { 'retry-after': 'Wed, 21 Oct 2015 07:28:30 GMT' };
    const baseUrl = await refuseOnce(429, headers, false);
    expect(await setUpClient({ baseUrl, clock }).ask()).toEqual([]);
    expect(clock.delays).toEqual([20_000]);
  });

  it.each([429, 503])('does not wait longer than allowed after %i', async (status) => {
    const clock = createTestClock();
    const baseUrl = await refuseOnce(status, { 'retry-after': '3600' });
    const error = await rejectionOf(setUpClient({ baseUrl, clock }).ask());
    expect(error).toBeInstanceOf(RateLimitError);
    expect(error).toMatchObject({
      what: `The vendor answered ${status} and asks to wait 3600 s`,
      retryAfterMs: 3_600_000,
    });
    expect(clock.delays).toEqual([]);
  });

  it('makes every other request of the client wait too', async () => {
    const clock = createTestClock();
    const baseUrl = await refuseOnce(429, { 'retry-after': '10' });
    const { ask } = setUpClient({ baseUrl, clock, retryLimit: 0 });
    expect(await rejectionOf(ask())).toBeInstanceOf(RateLimitError);
    expect(await ask()).toEqual([]);
    expect(clock.delays).toEqual([10_000]);
  });

  it('ends with it what else is under way, until the time is over', async () => {
    const clock = createTestClock();
    const baseUrl = await refuseOnce(429, { 'retry-after': '3600' });
    const { ask, events } = setUpClient({ baseUrl, clock });
    const error = await rejectionOf(ask());
    expect(await rejectionOf(ask())).toBe(error);
    expect(events.filter(({ type }) => type === 'request')).toHaveLength(1);
    await clock.sleep(3_600_000);
    expect(await ask()).toEqual([]);
  });

  it('reads a wait in the words of a refusal, whatever its status', async () => {
    const refuse = (seconds: number) => new Response(`again in ${seconds} s`, { status: 404 });
    const answers = [refuse(7), Response.json([]), refuse(900)];
    const clock = createTestClock();
    const { ask } = setUpClient({
      fetch: async () => answers.shift() ?? Response.json(['too soon']),
      clock,
      readWait: (_status, text) => Number(/again in (\d+)/.exec(text)?.[1] ?? 0) * 1000 || null,
      describeFailure: () => ({ todo: 'Have some tea' }),
    });
    expect(await ask()).toEqual([]);
    expect(clock.delays).toEqual([7000]);
    const error = await rejectionOf(ask());
    expect(error).toBeInstanceOf(RateLimitError);
    expect(error).toMatchObject({
      what: 'The vendor answered 404 and asks to wait 900 s',
      todo: 'Have some tea',
    });
    expect(await rejectionOf(ask())).toBe(error);
  });

  it('knows a rate limit that the provider recognises', async () => {
    const server = await startServer((_request, response, count) =>
      sendJson(response, count === 1 ? { error: 'limit' } : [], count === 1 ? 403 : 200),
    );
    const isRateLimit = (status: number, text: string) => status === 403 && /limit/.test(text);
    expect(await setUpClient({ baseUrl: server.url, isRateLimit }).ask()).toEqual([]);
  });
});

describe('waits that the provider sets for refusals of too many requests', () => {
  const rateLimitWaits = { firstMs: 1000, longestMs: 60_000 };
  const refusal = () => new Response('', { status: 429 });

  it('double up to the longest, for as long as a request may take', async () => {
    const clock = createTestClock();
    const { ask } = setUpClient({ fetch: async () => refusal(), clock, rateLimitWaits });
    expect(await rejectionOf(ask())).toBeInstanceOf(RateLimitError);
    const doubled = [1000, 2000, 4000, 8000, 16_000, 32_000];
    expect(clock.delays).toEqual([...doubled, ...Array.from({ length: 8 }, () => 60_000)]);
  });

  it('are no shorter than the vendor asks for', async () => {
    const clock = createTestClock();
    const answers = [
      new Response('', { status: 429, headers: { 'retry-after': '7' } }),
      refusal(),
      Response.json([]),
    ];
    const send = async () => answers.shift() ?? refusal();
    expect(await setUpClient({ fetch: send, clock, rateLimitWaits }).ask()).toEqual([]);
    expect(clock.delays).toEqual([7000, 2000]);
  });

  it('hold for every other request of the client', async () => {
    const clock = createTestClock();
    const answers = [refusal(), Response.json(['first']), Response.json(['second'])];
    const send = async () => answers.shift() ?? refusal();
    const { ask } = setUpClient({ fetch: send, clock, rateLimitWaits, totalTimeoutMs: 500 });
    expect(await rejectionOf(ask())).toBeInstanceOf(RateLimitError);
    expect(clock.delays).toEqual([]);
    await rejectionOf(ask());
    expect(clock.delays).toEqual([1000]);
  });

  it('are shared by all requests of the client, and those refused at the same time count as one', async () => {
    const clock = createTestClock();
    let sent = 0;
    const send = async () => {
      sent += 1;
      await nextTurn();
      return sent > 12 ? Response.json([]) : refusal();
    };
    const { ask } = setUpClient({ fetch: send, clock, rateLimitWaits });
    expect(await Promise.all([ask(), ask(), ask(), ask()])).toEqual([[], [], [], []]);
    const pauses = [1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000, 60_000];
    expect(new Set(clock.delays)).toEqual(new Set(pauses));
    expect(sent).toBe(16);
  });

  it('leave the attempts for other failures alone', async () => {
    const statuses = [429, 500, 429, 500, 429, 200];
    const send = async () => Response.json([], { status: statuses.shift() ?? 500 });
    const { ask } = setUpClient({ fetch: send, rateLimitWaits, retryLimit: 2 });
    expect(await ask()).toEqual([]);
  });
});

describe('final answers', () => {
  it.each([400, 404, 405, 410, 422])('does not repeat after %i', async (status) => {
    const server = await startServer((_request, response) => sendJson(response, {}, status));
    const error = await rejectionOf(setUpClient({ baseUrl: server.url }).ask());
    expect(error).toBeInstanceOf(VendorResponseError);
    expect(error).toMatchObject({ retryable: false, what: `The vendor answered ${status}` });
    expect(server.lines).toHaveLength(1);
  });

  it('takes 403 for a matter of rights', async () => {
    const server = await startServer((_request, response) => sendJson(response, {}, 403));
    const error = await rejectionOf(setUpClient({ baseUrl: server.url }).ask());
    expect(error).toBeInstanceOf(AuthError);
    expect(error).toMatchObject({ todo: 'Check what the account may read' });
  });

  it('tells what the provider makes of it, on one line and without numbers of people', async () => {
    const { ask } = setUpClient({
      fetch: async () => new Response('no\n such  number: +48 22 123 45 67', { status: 400 }),
      describeFailure: (_status, text) => ({ what: text, todo: 'Ask for 2024-01-31 12:30' }),
    });
    expect(await rejectionOf(ask())).toMatchObject({
      what: 'The vendor answered 400: no such number: …',
      todo: 'Ask for 2024-01-31 12:30',
    });
  });

  it('keeps the refusal when the provider cannot read its body', async () => {
    const { ask } = setUpClient({
      fetch: async () => new Response('<html>', { status: 404 }),
      describeFailure: (_status, text) => ({ what: JSON.parse(text).message }),
      isRateLimit: (_status, text) => JSON.parse(text).code === 7,
      isAuthFailure: (_status, text) => JSON.parse(text).code === 8,
    });
    expect(await rejectionOf(ask())).toMatchObject({ what: 'The vendor answered 404' });
  });

  it('lets a bug in read through as it is', async () => {
    const bug = new TypeError('not a function');
    const { client, events } = setUpClient({ fetch: async () => Response.json({}) });
    const read = () => {
      throw bug;
    };
    expect(await rejectionOf(client.request({ path: 'list', signal, read }))).toBe(bug);
    expect(events).toEqual([{ type: 'request' }]);
  });
});

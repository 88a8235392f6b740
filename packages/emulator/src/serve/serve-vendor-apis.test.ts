import { once } from 'node:events';
import { Agent, type ClientRequest, type IncomingMessage, request as sendRequest } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import type { VendorApi } from '@cdr/core';
import { afterEach, describe, expect, it } from 'vitest';
import { type ServeOptions, serveVendorApis, type VendorHost } from './serve-vendor-apis.ts';

const hosts: VendorHost[] = [];
afterEach(async () => {
  await Promise.all(hosts.splice(0).map((host) => host.close()));
});

async function serve(apis: VendorApi | Record<string, VendorApi>, options?: ServeOptions) {
  const host = await serveVendorApis(apis, options);
  hosts.push(host);
  return host.url;
}

function answerTo(request: ClientRequest): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    request.once('response', resolve).once('error', reject);
  });
}

const echo: VendorApi = async (request) =>
  Response.json({
    method: request.method,
    url: request.url,
    type: request.headers.get('content-type'),
    body: await request.text(),
  });

describe('a vendor API behind HTTP', () => {
  it('sees method, address, headers and body as they were sent', async () => {
    const url = await serve(echo);
    const address = `${url}/api/connections?date_from=2014-07-07%2011:08&tags[]=a&tags[]=%C5%82`;
    expect(await (await fetch(address)).json()).toEqual({
      method: 'GET',
      url: address,
      type: null,
      body: '',
    });
    const form = new URLSearchParams({ grant_type: 'password', username: 'ł & co' });
    const posted = await fetch(`${url}/token`, { method: 'POST', body: form });
    expect(await posted.json()).toMatchObject({
      method: 'POST',
      type: expect.stringContaining('application/x-www-form-urlencoded'),
      body: form.toString(),
    });
    const json = {
      method: 'PUT',
      body: '{"from":1}',
      headers: { 'content-type': 'application/json' },
    };
    expect(await (await fetch(url, json)).json()).toMatchObject({
      type: 'application/json',
      body: json.body,
    });
  });

  it('answers with its status, headers and exact bytes', async () => {
    const bytes = Uint8Array.from({ length: 70_000 }, (_, index) => index % 256);
    const url = await serve(async () => {
      const response = new Response(bytes, { status: 429, headers: { 'retry-after': '7' } });
      response.headers.append('set-cookie', 'a=1');
      response.headers.append('set-cookie', 'b=2');
      return response;
    });
    const answer = await fetch(url);
    expect(answer.status).toBe(429);
    expect(answer.headers.get('retry-after')).toBe('7');
    expect(answer.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect(answer.headers.get('content-length')).toBe('70000');
    expect(new Uint8Array(await answer.arrayBuffer())).toEqual(bytes);
  });

  it.each([
    [200, '0'],
    [204, null],
    [304, null],
  ])('answers %i without a body', async (status, length) => {
    const url = await serve(async () => new Response(null, { status }));
    const answer = await fetch(url);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-length')).toBe(length);
    expect(await answer.text()).toBe('');
  });

  it('answers HEAD with the length of the body and without the body', async () => {
    const url = await serve(async (request) => new Response(`for ${request.method}`));
    const agent = new Agent({ keepAlive: true });
    for (let round = 0; round < 2; round += 1) {
      const request = sendRequest(url, { agent, method: 'HEAD' }).end();
      const answer = await answerTo(request);
      expect(answer.headers['content-length']).toBe('8');
      expect(await text(answer)).toBe('');
      expect(request.reusedSocket).toBe(round === 1);
    }
    agent.destroy();
  });

  it('streams a body as it comes', async () => {
    const steps: ((chunk: string | null) => void)[] = [];
    const url = await serve(async () => {
      const body = new ReadableStream<Uint8Array>({
        start(controller) {
          steps.push((chunk) =>
            chunk === null ? controller.close() : controller.enqueue(Buffer.from(chunk)),
          );
        },
      });
      return new Response(body);
    });
    const answering = fetch(url);
    await expect.poll(() => steps.length).toBe(1);
    const [step] = steps;
    step?.('one');
    const reader = (await answering).body?.getReader();
    const read = async () => {
      const { value } = (await reader?.read()) ?? {};
      return value === undefined ? null : Buffer.from(value).toString();
    };
    expect(await read()).toBe('one');
    step?.('two');
    expect(await read()).toBe('two');
    step?.(null);
    expect(await read()).toBeNull();
  });

  it('reads a long body no faster than the client takes it', async () => {
    const total = 2000;
    let made = 0;
    const url = await serve(async () => {
      const body = new ReadableStream<Uint8Array>({
        pull(controller) {
          made += 1;
          if (made > total) controller.close();
          else controller.enqueue(new Uint8Array(65_536));
        },
      });
      return new Response(body);
    });
    const request = sendRequest(url).end();
    const answer = await answerTo(request);
    answer.pause();
    let before = -1;
    await expect
      .poll(() => {
        const stands = made === before;
        before = made;
        return stands;
      })
      .toBe(true);
    expect(made).toBeLessThan(total);
    let bytes = 0;
    for await (const chunk of answer) bytes += chunk.length;
    expect(bytes).toBe(total * 65_536);
  });

  it('serves many requests at once over kept connections', async () => {
    const url = await serve(async (request) => new Response(new URL(request.url).search));
    const answers = await Promise.all(
      Array.from({ length: 200 }, async (_, index) => (await fetch(`${url}/?${index}`)).text()),
    );
    expect(answers).toEqual(answers.map((_, index) => `?${index}`));
  });
});

describe('a vendor API that fails', () => {
  it('makes a plain 500 that tells nothing, and is told of', async () => {
    const errors: unknown[] = [];
    const failure = new Error('secret +48600100200');
    const url = await serve(() => Promise.reject(failure), {
      onError: (error) => errors.push(error),
    });
    const answer = await fetch(url);
    expect(answer.status).toBe(500);
    expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(await answer.text()).toBe('The vendor API failed.\n');
    expect(errors).toEqual([failure]);
  });

  it('makes a plain 500 when it throws at once, and goes on serving', async () => {
    let calls = 0;
    const url = await serve(() => {
      calls += 1;
      if (calls === 1) throw new TypeError('first');
      return Promise.resolve(new Response('second'));
    });
    expect((await fetch(url)).status).toBe(500);
    expect(await (await fetch(url)).text()).toBe('second');
  });

  it.each([0, 1, 3])('cuts the connection when its body fails after %i pieces', async (pieces) => {
    const errors: unknown[] = [];
    let sent = 0;
    const body = () =>
      new ReadableStream<Uint8Array>({
        pull(controller) {
          if (sent === pieces) controller.error(new Error('torn'));
          else controller.enqueue(new Uint8Array(10));
          sent += 1;
        },
      });
    const url = await serve(async () => new Response(body()), {
      onError: (error) => errors.push(error),
    });
    await expect(fetch(url).then((answer) => answer.arrayBuffer())).rejects.toThrow();
    expect(errors.map(String)).toEqual(['Error: torn']);
  });
});

describe('a client that misbehaves', () => {
  it('aborts the request by leaving, which is nobody’s error', async () => {
    const errors: unknown[] = [];
    const reasons: unknown[] = [];
    const leave = new AbortController();
    const url = await serve(
      (request) =>
        new Promise((_, reject) => {
          request.signal.addEventListener('abort', () => {
            reasons.push(request.signal.aborted);
            reject(request.signal.reason);
          });
          leave.abort();
        }),
      { onError: (error) => errors.push(error) },
    );
    await expect(fetch(url, { signal: leave.signal })).rejects.toThrow();
    await expect.poll(() => reasons).toEqual([true]);
    expect(errors).toEqual([]);
  });

  it('cancels the body that it no longer reads, also one that hangs', async () => {
    const errors: unknown[] = [];
    let cancelled = 0;
    let begun = 0;
    const url = await serve(
      async (request) => {
        const hangs = new URL(request.url).pathname === '/hangs';
        begun += 1;
        return new Response(
          new ReadableStream<Uint8Array>({
            start(controller) {
              if (!hangs) controller.enqueue(new Uint8Array(10));
            },
            cancel() {
              cancelled += 1;
            },
          }),
        );
      },
      { onError: (error) => errors.push(error) },
    );
    const answer = await fetch(`${url}/begins`);
    await answer.body?.cancel();
    await expect.poll(() => cancelled).toBe(1);
    const request = sendRequest(`${url}/hangs`).end();
    const cut = once(request, 'error');
    await expect.poll(() => begun).toBe(2);
    request.destroy(new Error('left'));
    await cut;
    await expect.poll(() => cancelled).toBe(2);
    expect(errors).toEqual([]);
  });

  it('leaves a body alone that comes when it is gone', async () => {
    const leave = new AbortController();
    let cancelled = 0;
    const url = await serve(
      (request) =>
        new Promise((resolve) => {
          const body = new ReadableStream<Uint8Array>({
            cancel() {
              cancelled += 1;
            },
          });
          request.signal.addEventListener('abort', () => resolve(new Response(body)));
          leave.abort();
        }),
    );
    await expect(fetch(url, { signal: leave.signal })).rejects.toThrow();
    await expect.poll(() => cancelled).toBe(1);
  });

  it('signals nothing once the answer is complete', async () => {
    const signals: AbortSignal[] = [];
    const url = await serve(async (request) => {
      signals.push(request.signal);
      return new Response('done');
    });
    await (await fetch(url)).text();
    await hosts.at(-1)?.close();
    expect(signals.map((signal) => signal.aborted)).toEqual([false]);
  });

  it('is refused bodies of more than a megabyte, announced or not', async () => {
    const url = await serve(echo);
    const big = new Uint8Array(1_048_577);
    expect((await fetch(url, { method: 'POST', body: big })).status).toBe(413);
    const most = await fetch(url, { method: 'POST', body: big.subarray(1) });
    expect(await most.json()).toMatchObject({ body: '\0'.repeat(1_048_576) });
    const request = sendRequest(url, { method: 'POST' });
    request.write(big);
    const answer = await answerTo(request);
    expect(answer.statusCode).toBe(413);
    request.destroy();
  });

  it('gets 404 for a target that is no path', async () => {
    const url = await serve(echo);
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    socket.end('OPTIONS * HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n');
    expect(await text(socket)).toMatch(/^HTTP\/1.1 404 /);
  });
});

describe('a host of several vendor APIs', () => {
  it('answers each below its name, which the API does not see', async () => {
    const seen: string[] = [];
    const api =
      (name: string): VendorApi =>
      async (request) => {
        const { pathname, search } = new URL(request.url);
        seen.push(`${name} ${pathname}${search}`);
        return new Response(name);
      };
    const url = await serve({ warsaw: api('warsaw'), 'malmö 2': api('malmö 2') });
    expect(await (await fetch(`${url}/warsaw/api/connections?limit=1`)).text()).toBe('warsaw');
    expect(await (await fetch(`${url}/malm%C3%B6%202?x`)).text()).toBe('malmö 2');
    expect((await fetch(`${url}/`)).status).toBe(404);
    expect((await fetch(`${url}/constructor/x`)).status).toBe(404);
    expect(seen).toEqual(['warsaw /api/connections?limit=1', 'malmö 2 /?x']);
  });
});

describe('the address', () => {
  it.each(['0.0.0.0', '::', '192.168.1.10', 'example.com', '127.0.0.1.example.com', ''])(
    'is refused unless it is this machine’s own: %s',
    async (host) => {
      await expect(serveVendorApis(echo, { host })).rejects.toThrow('this machine alone');
    },
  );

  it('names the port that was free, on any loopback address', async () => {
    for (const host of ['127.0.0.1', 'localhost', '::1']) {
      const url = await serve(echo, { host });
      expect(url).toMatch(/^http:\/\/(127\.0\.0\.1|localhost|\[::1\]):\d{2,5}$/);
      expect((await fetch(url)).status).toBe(200);
    }
  });

  it('is refused when somebody has it', async () => {
    const taken = Number(new URL(await serve(echo)).port);
    await expect(serveVendorApis(echo, { port: taken })).rejects.toMatchObject({
      code: 'config',
      message: expect.stringContaining(`port ${taken}`),
    });
    await expect(serveVendorApis(echo, { port: 99_999 })).rejects.toMatchObject({ code: 'config' });
  });
});

describe('closing', () => {
  it('ends kept connections and requests that hang, however often it is asked for', async () => {
    let begun = false;
    const host = await serveVendorApis((request) => {
      if (new URL(request.url).pathname !== '/hang') return Promise.resolve(new Response('kept'));
      begun = true;
      return new Promise(() => undefined);
    });
    const agent = new Agent({ keepAlive: true });
    await text(await answerTo(sendRequest(host.url, { agent }).end()));
    const hanging = sendRequest(`${host.url}/hang`).end();
    const cut = once(hanging, 'error');
    await expect.poll(() => begun).toBe(true);
    await Promise.all([host.close(), host.close()]);
    expect(await cut).toMatchObject([{ code: 'ECONNRESET' }]);
    await expect(fetch(host.url)).rejects.toThrow();
    await host.close();
    agent.destroy();
  });
});

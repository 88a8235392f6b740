import type { VendorApi } from '@cdr/core';
import { describe, expect, it } from 'vitest';
import { type Fault, faultAt, faultFrom } from './fault.ts';
import { withFaults } from './with-faults.ts';

const vendorApi: VendorApi = async () => Response.json({ name: 'Åsa' });

function ask(fault: Fault, signal?: AbortSignal): Promise<Response> {
  const api = withFaults(vendorApi, faultAt(0, fault));
  return api(new Request('https://vendor.test/calls', signal === undefined ? {} : { signal }));
}

describe('withFaults', () => {
  it('lets requests be that the plan does not mean, and counts them from 0', async () => {
    const api = withFaults(vendorApi, faultAt(1, { kind: 'answer', status: 503 }));
    const request = () => api(new Request('https://vendor.test/'));
    expect((await request()).status).toBe(200);
    expect((await request()).status).toBe(503);
    expect((await request()).status).toBe(200);
  });

  it('goes wrong for good from one request on', async () => {
    const api = withFaults(vendorApi, faultFrom(1, { kind: 'answer', status: 503 }));
    const statuses: number[] = [];
    for (let n = 0; n < 3; n += 1) {
      statuses.push((await api(new Request('https://vendor.test/'))).status);
    }
    expect(statuses).toEqual([200, 503, 503]);
  });

  it('gives another answer with its headers', async () => {
    const response = await ask({
      kind: 'answer',
      status: 429,
      headers: { 'retry-after': '7' },
      body: 'slow down',
    });
    expect(response.status).toBe(429);
    expect(response.headers.get('retry-after')).toBe('7');
    expect(await response.text()).toBe('slow down');
  });

  it('refuses as fetch does, with the reason in the cause', async () => {
    await expect(ask({ kind: 'refuse' })).rejects.toMatchObject({
      name: 'TypeError',
      cause: { code: 'ECONNREFUSED' },
    });
  });

  it('breaks the connection in the middle of the body', async () => {
    const response = await ask({ kind: 'reset' });
    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toMatchObject({ cause: { code: 'UND_ERR_SOCKET' } });
  });

  it('ends the body early without a word', async () => {
    const text = await (await ask({ kind: 'truncate' })).text();
    expect('{"name":"Åsa"}'.startsWith(text)).toBe(true);
    expect(text).not.toBe('{"name":"Åsa"}');
  });

  it('drips the body byte by byte, characters torn apart', async () => {
    const response = await ask({ kind: 'drip' });
    const sizes: number[] = [];
    for await (const chunk of response.body ?? []) sizes.push(chunk.byteLength);
    expect(new Set(sizes)).toEqual(new Set([1]));
    expect(await (await ask({ kind: 'drip' })).json()).toEqual({ name: 'Åsa' });
  });

  it.each(['hang', 'stall'] as const)('ends a %s when the request is aborted', async (kind) => {
    const controller = new AbortController();
    const reason = new Error('enough');
    const text = ask({ kind }, controller.signal).then((response) => response.text());
    controller.abort(reason);
    await expect(text).rejects.toBe(reason);
  });

  it.each(['hang', 'stall'] as const)('tells of the silence of a %s', async (kind) => {
    const controller = new AbortController();
    const reason = new Error('too long');
    const onSilence = () => controller.abort(reason);
    const api = withFaults(vendorApi, faultAt(0, { kind }), { onSilence });
    const { signal } = controller;
    const text = api(new Request('https://vendor.test/calls', { signal })).then((own) =>
      own.text(),
    );
    await expect(text).rejects.toBe(reason);
  });

  it('changes the body on its way', async () => {
    const edit = (body: string) => body.replace('Åsa', 'Eva');
    expect(await (await ask({ kind: 'edit', edit })).json()).toEqual({ name: 'Eva' });
  });

  it('sends nothing for a request that is aborted already', async () => {
    const reason = new Error('too late');
    await expect(ask({ kind: 'drip' }, AbortSignal.abort(reason))).rejects.toBe(reason);
  });
});

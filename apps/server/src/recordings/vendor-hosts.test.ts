import { describe, expect, it } from 'vitest';
import { fetchFromVendor, vendorHosts } from './vendor-hosts.ts';

const config = {
  provider: 'x',
  attemptTimeout: 'PT30S',
  options: { baseUrl: 'http://127.0.0.1:8000/pbx' },
};
const isVendorHost = vendorHosts(['api.caresoft.vn', '*.thulium.com'], config);

describe('the hosts of a vendor', () => {
  it.each([
    ['https://api.caresoft.vn/f/1.wav', true],
    ['https://acme.thulium.com/x', true],
    ['http://127.0.0.1:8000/x', true],
    ['http://api.caresoft.vn/f/1.wav', false],
    ['https://api.caresoft.vn:8443/f/1.wav', false],
    ['https://api.caresoft.vn.evil.example/1.wav', false],
    ['https://evilthulium.com/', false],
    ['https://thulium.com/', false],
    ['http://127.0.0.1:8001/x', false],
    ['http://169.254.169.254/latest/meta-data', false],
    ['file:///etc/passwd', false],
  ])('%s: %s', (url, isOne) => {
    expect(isVendorHost(new URL(url))).toBe(isOne);
  });
});

/** Answers by address: with a body, or with a redirect. */
function web(answers: Record<string, string>) {
  const asked: [url: string, authorization: string | null][] = [];
  const fetch = async (request: Request) => {
    asked.push([request.url, request.headers.get('authorization')]);
    const answer = answers[request.url] ?? '';
    return answer.startsWith('http')
      ? new Response(null, { status: 302, headers: { location: answer } })
      : new Response(answer);
  };
  const refused: string[] = [];
  const refuse = ({ code }: { code: string }) => refused.push(code);
  return { asked, refused, fetch: fetchFromVendor({ fetch, isVendorHost, refuse }) };
}

const from = 'https://acme.thulium.com/recording';
const request = () => new Request(from, { headers: { authorization: 'Basic eA==' } });

describe('recordings', () => {
  it('are followed within the vendor, without credentials of other hosts', async () => {
    const there = 'https://api.caresoft.vn/f/1.wav';
    const { asked, fetch } = web({ [from]: there, [there]: 'sound' });
    expect(await (await fetch(request())).text()).toBe('sound');
    expect(asked).toEqual([
      [from, 'Basic eA=='],
      [there, null],
    ]);
  });

  it.each(['http://169.254.169.254/', 'https://evil.example/', 'http://acme.thulium.com/'])(
    'are not followed to %s, which is not even asked',
    async (elsewhere) => {
      const { asked, refused, fetch } = web({ [from]: elsewhere });
      await expect(fetch(request())).rejects.toMatchObject({ code: 'vendor-response' });
      expect(refused).toEqual(['vendor-response']);
      expect(asked.map(([url]) => url)).toEqual([from]);
    },
  );

  it('that lead round in circles end', async () => {
    const { asked, fetch } = web({ [from]: from });
    expect((await fetch(request())).status).toBe(302);
    expect(asked).toHaveLength(6);
  });
});

import { expect, test } from 'vitest';
import { openBrowser } from './open-browser.ts';
import { openPage } from './open-page.ts';
import { probePage } from './probe-page.ts';

const page = (body: string) =>
  `data:text/html,${encodeURIComponent(`<!doctype html><body style="margin:0">${body}`)}`;

test('a page is probed for faint and crowded texts, requests and complaints', async () => {
  const browser = await openBrowser();
  try {
    const look = async (body: string) => {
      const open = await openPage(browser, page(body), { colorScheme: 'light', width: 600 });
      const { requests, complaints } = open;
      return { ...(await open.page.evaluate(probePage, '.mark')), requests, complaints };
    };
    const drawing = (text: string) => `<svg width="100" height="40">${text}</svg>`;
    const good = await look(
      `<p>plain</p>${drawing('<rect width="100" height="40" fill="black"/><text x="9" y="20" fill="white">in</text>')}`,
    );
    expect(good).toEqual({ faint: [], crowded: [], texts: 2, requests: [], complaints: [] });
    const bad = await look(
      `<p style="color:silver">pale</p><i class="mark" style="background:silver"></i><i class="mark" style="background:gray"></i><p style="width:9px">unbreakable</p>${drawing(
        '<text x="80" y="20">leaving</text><text x="82" y="22" fill="silver">lying</text>',
      )}<img src="http://127.0.0.1:9/x.png"><script>console.warn('hm'); no()</script>`,
    );
    expect(bad.faint).toEqual(['pale: 1.82', 'lying: 1.82', 'mark: 1.82']);
    expect(bad.crowded).toEqual([
      'unbreakable is wider than its place',
      'leaving leaves its drawing',
      'leaving lies on lying',
      'lying leaves its drawing',
    ]);
    expect(bad.requests).toEqual(['http://127.0.0.1:9/x.png']);
    expect(bad.complaints).toEqual(expect.arrayContaining(['hm', 'no is not defined']));
  } finally {
    await browser.close();
  }
});

import { openBrowser } from '@cdr/browser/open-browser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../__fixtures__/test-server.ts';

let browser: Awaited<ReturnType<typeof openBrowser>>;
let test: TestServer;

beforeAll(async () => {
  browser = await openBrowser();
  test = await startTestServer();
});

afterAll(async () => {
  await browser.close();
  await test.close();
});

/** Opens a page as somebody does who has typed the key into the window of the browser. */
async function open() {
  const httpCredentials = { username: 'me', password: await test.key() };
  const context = await browser.newContext({ httpCredentials });
  const page = await context.newPage();
  const requests: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  page.on('console', (message) => {
    // Browsers ask for an icon by themselves, and without the key.
    if (message.location().url.endsWith('/favicon.ico')) return;
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(`${test.url}/docs`);
  return { page, requests, complaints, close: () => context.close() };
}

describe('the pages of the API in a browser', () => {
  it('show every route, and reach no other server', async () => {
    const { page, requests, complaints, close } = await open();
    for (const summary of ['Lists calls', 'Lists sources', 'Begins a sync of a source']) {
      await page.getByText(summary).filter({ visible: true }).first().waitFor();
    }
    expect(complaints).toEqual([]);
    const strangers = requests.filter(
      (url) => /^(?!data:|blob:)/.test(url) && !url.startsWith(test.url),
    );
    expect(strangers).toEqual([]);
    await close();
  });

  it('run no script that somebody else has put there', async () => {
    const { page, complaints, close } = await open();
    await page.evaluate(
      "document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"document.title=1\">')",
    );
    await expect.poll(() => complaints.join()).toMatch(/Content Security Policy/);
    expect(await page.title()).not.toBe('1');
    await close();
  });
});

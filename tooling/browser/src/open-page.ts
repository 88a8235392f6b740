import type { Browser, Page } from 'playwright-core';

/** A page in a browser, and what it did that could be held against it. */
export interface OpenPage {
  page: Page;
  /** What the page asked for besides itself. */
  requests: string[];
  /** What the browser complained of: errors, warnings, breaches of the page's own policy. */
  complaints: string[];
  close: () => Promise<void>;
}

/** Opens a page in a window of its own. */
export async function openPage(
  browser: Browser,
  url: string,
  { colorScheme, width }: { colorScheme: 'light' | 'dark'; width: number },
): Promise<OpenPage> {
  const context = await browser.newContext({ colorScheme, viewport: { width, height: 800 } });
  const page = await context.newPage();
  const requests: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => {
    if (request.url() !== url) requests.push(request.url());
  });
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(url, { waitUntil: 'load' });
  return { page, requests, complaints, close: () => context.close() };
}

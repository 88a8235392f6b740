import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type OpenPage, openBrowser, openPage, probePage } from '@cdr/browser';
import { unknownParty } from '@cdr/core';
import { generateCalls } from '@cdr/emulator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleCoverage } from './__fixtures__/sample-coverage.ts';
import { type KnownCall, storeWith } from './__fixtures__/store-with.ts';
import { readReport } from './read-report.ts';
import { renderReport } from './render-report.ts';
import type { ReportQuery } from './report.ts';

const script = '<script>document.title = "run"</script>';
const formula = '=HYPERLINK("http://127.0.0.1:9/","x")';
const image = '"><img src=http://127.0.0.1:9/x.png onerror=alert(1)>';
const from = Date.parse('2025-09-30T22:00:00Z');
const to = Date.parse('2025-10-31T23:00:00Z');
/** Outside of git. */
const shots = join(import.meta.dirname, '../node_modules/.cache/report');

let browser: Awaited<ReturnType<typeof openBrowser>>;
let folder: string;
let page: string;

/** A busy month, and somebody who tries to be more than text. */
async function* calls(): AsyncGenerator<KnownCall[]> {
  const generated = { seed: 1, from, to, timeZone: 'Europe/Warsaw', source: 'warsaw', calls: 3000 };
  yield* generateCalls(generated).read();
  const evil: KnownCall = {
    startedAt: '2025-10-31T10:00:00.000Z',
    direction: 'inbound',
    agents: [{ id: formula, name: script, login: null, extension: null }],
    queue: { id: null, name: image },
  };
  const caller = { ...unknownParty, e164: '+4811', name: `${script}${formula}` };
  yield Array.from({ length: 400 }, () => ({ ...evil, disposition: 'answered' as const }));
  yield [{ ...evil, disposition: 'no-answer', from: caller }];
}

async function write(name: string, query: ReportQuery, rows: AsyncGenerator<KnownCall[]>) {
  const report = await readReport(await storeWith(rows), {
    query,
    coverage: async () => [sampleCoverage],
    notes: [{ metric: 'aht', source: 'warsaw', reason: `the vendor does not tell ${script}` }],
    now: to,
  });
  const path = join(folder, `${name}.html`);
  await writeFile(path, renderReport(report));
  return pathToFileURL(path).href;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cdr-report-'));
  await mkdir(shots, { recursive: true });
  browser = await openBrowser();
  const filter = { source: ['warsaw'], from, to };
  page = await write('report', { timeZone: 'Europe/Warsaw', filter }, calls());
});

afterAll(async () => {
  await browser.close();
  await rm(folder, { recursive: true });
});

async function look(
  url: string,
  name: string,
  settings: { colorScheme: 'light' | 'dark'; width: number },
  work: (open: OpenPage) => Promise<void> = async () => {},
): Promise<void> {
  const open = await openPage(browser, url, settings);
  try {
    await work(open);
    await open.page.screenshot({ path: join(shots, `${name}.png`), fullPage: true });
    const { texts, ...problems } = await open.page.evaluate(
      probePage,
      '.swatch, .share span, .strip span',
    );
    expect(problems).toEqual({ faint: [], crowded: [] });
    expect(texts).toBeGreaterThan(30);
    expect({ requests: open.requests, complaints: open.complaints }).toEqual({
      requests: [],
      complaints: [],
    });
  } finally {
    await open.close();
  }
}

describe('a report in a browser', () => {
  it.each([
    ['light', 1200],
    ['dark', 1200],
    ['light', 390],
    ['dark', 390],
  ] as const)('is readable in %s, %d wide, and asks for nothing', (colorScheme, width) =>
    look(page, `${colorScheme}-${width}`, { colorScheme, width }),
  );

  it('is dark ink on white paper, whatever the screen is', () =>
    look(page, 'print', { colorScheme: 'dark', width: 718 }, async ({ page: tab }) => {
      await tab.emulateMedia({ media: 'print' });
      const paper = await tab.evaluate('getComputedStyle(document.body).backgroundColor');
      expect(paper).toBe('rgb(255, 255, 255)');
      const cut = "[...document.querySelectorAll('.scroll, figure')].filter(isCut).length";
      const isCut = 'const isCut = (own) => own.scrollWidth > own.clientWidth + 1;';
      expect(await tab.evaluate(`${isCut} ${cut}`)).toBe(0);
      const pdf = await tab.pdf({ preferCSSPageSize: true, printBackground: true });
      await writeFile(join(shots, 'print.pdf'), pdf);
      expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    }));

  it('shows what vendors wrote as text, and runs none of it', () =>
    look(page, 'names', { colorScheme: 'light', width: 1200 }, async ({ page: tab }) => {
      const told = await tab.textContent('body');
      for (const text of [script, formula, image]) expect(told).toContain(text);
      expect(await tab.title()).toMatch(/^Calls, 1/);
      expect(await tab.locator('script, img, iframe, link, object').count()).toBe(0);
    }));

  it('forbids itself everything but its own style', async () => {
    const open = await openPage(browser, page, { colorScheme: 'light', width: 1200 });
    const image = '<img src="x.png" alt="">';
    await open.page.evaluate(`document.body.insertAdjacentHTML('beforeend', '${image}')`);
    await expect.poll(() => open.complaints.join()).toMatch(/"default-src 'none'"/);
    await open.close();
  });

  it('tells of every kind of range, and that something is missing', () =>
    look(page, 'proof', { colorScheme: 'light', width: 1200 }, async ({ page: tab }) => {
      const told = await tab.textContent('body');
      expect(told).toContain('2 parts are missing');
      const states = await tab.evaluate(
        "[...document.querySelectorAll('.strip span')].map((own) => own.className)",
      );
      expect(states).toEqual(['lost', 'sealed', 'gap', 'sealed', 'provisional', 'unread']);
    }));

  it('says so where there are no calls', async () => {
    const query = { timeZone: 'UTC', filter: { source: ['oslo'] } };
    const empty = await write('empty', query, (async function* () {})());
    await look(empty, 'empty', { colorScheme: 'light', width: 1200 }, async ({ page: tab }) => {
      expect(await tab.textContent('h1')).toBe('No calls');
      expect(await tab.locator('svg').count()).toBe(0);
    });
  });
});

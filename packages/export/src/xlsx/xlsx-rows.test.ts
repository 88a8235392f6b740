import { callColumns, type FlatColumn } from '@cdr/core';
import fc from 'fast-check';
import { readXlsx } from 'hucre/xlsx';
import { expect, test } from 'vitest';
import { readParts } from '../__fixtures__/read-parts.ts';
import { bareCall, fullCall } from '../__fixtures__/sample-calls.ts';
import { type XlsxOptions, xlsxRows } from './xlsx-rows.ts';

const texts: FlatColumn<string>[] = [{ name: 'text', type: 'text', cellOf: (text) => text }];

async function bytesOf<Row>(
  batches: AsyncIterable<readonly Row[]> | Iterable<readonly Row[]>,
  columns: readonly FlatColumn<Row>[],
  options: Partial<XlsxOptions> = {},
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of xlsxRows(batches, columns, { sheetName: 'Rows', ...options })) {
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

async function* batches<Row>(...all: Row[][]): AsyncGenerator<Row[]> {
  yield* all;
}

test('cells are texts, numbers, truths and times', async () => {
  const bytes = await bytesOf(batches([fullCall], [bareCall]), callColumns({ raw: true }));
  const [sheet] = (await readXlsx(bytes)).sheets;
  const [head = [], first = [], second = []] = sheet?.rows ?? [];
  expect(sheet?.rows).toHaveLength(3);
  const cell = Object.fromEntries(head.map((name, index) => [String(name), first[index] ?? null]));
  expect(cell).toMatchObject({
    id: 'warsaw:1.50',
    vendor_id: '1.50',
    started_at: new Date('2024-03-01T08:05:00.000Z'),
    started_at_local: new Date('2024-03-01T09:05:00.000Z'),
    time_ambiguous: false,
    talk_ms: 104_000,
    wait_ms: null,
    from_number: '+4672111111',
    from_name: '=cmd()',
    to_name: 'Zażółć, "gęślą"',
    agents: 'Anna; bob',
    cost_amount: 0.25,
    raw: '{"a":1}',
  });
  expect(second[0]).toBe('warsaw:2');
});

test('the head stays in view and filters, and columns are as wide as what they hold', async () => {
  const bytes = await bytesOf([['a', 'a text of thirty-three characters']], texts);
  const [sheet] = (await readXlsx(bytes)).sheets;
  expect(sheet).toMatchObject({ name: 'Rows', freezePane: { rows: 1 } });
  expect(sheet?.autoFilter).toMatchObject({ range: 'A1:A3' });
  const parts = readParts(bytes);
  expect(parts['xl/worksheets/sheet1.xml']).toContain('<col min="1" max="1" width="34"');
  expect(parts['xl/workbook.xml']).toContain(">'Rows'!$A$1:$A$3</definedName>");
});

test('nothing is a formula, and what looks like one stays a text when it is edited', async () => {
  const bytes = await bytesOf([['=1+1', '@SUM(A1)', '+4672', '\t=1', 'harmless']], texts);
  const { 'xl/worksheets/sheet1.xml': sheet = '', 'xl/styles.xml': styles = '' } = readParts(bytes);
  expect(sheet).not.toContain('<f');
  const used = [...sheet.matchAll(/<c r="A\d" s="(\d)" t="inlineStr">/g)].map(([, own]) => own);
  expect(used).toEqual(['1', '3', '3', '3', '3', '2']);
  const formats = styles.split('<cellXfs')[1]?.match(/<xf .*?\/>/g) ?? [];
  expect(formats[2]).toContain('numFmtId="49"');
  expect(formats[3]).toMatch(/numFmtId="49".*quotePrefix="1"/);
});

test('every text comes back as it was', async () => {
  const text = fc.oneof(
    fc.string({ unit: 'grapheme', minLength: 1 }),
    fc.string({ unit: fc.constantFrom('_', 'x', '0', '4', '1', '&', '<', '"', '\n', ' ', '=') }),
    fc.constantFrom('_x0041_', ' both ends ', '\u0001', 'a\r\nb', '\uffff'),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(text, { minLength: 1 }), async (all) => {
      const bytes = await bytesOf([all], texts);
      const { 'xl/worksheets/sheet1.xml': sheet = '' } = readParts(bytes);
      const cells = [...sheet.matchAll(/<t xml:space="preserve">([^<]*)<\/t>/g)];
      expect(cells.map(([, xml = '']) => textOf(xml))).toEqual(all);
    }),
  );
});

test('numbers that a spreadsheet would round are texts', async () => {
  const columns: FlatColumn<string>[] = [{ name: 'n', type: 'decimal', cellOf: (cell) => cell }];
  const bytes = await bytesOf([['-12.50', '123456789012345678', '=2']], columns);
  const [sheet] = (await readXlsx(bytes)).sheets;
  expect(sheet?.rows.slice(1)).toEqual([[-12.5], ['123456789012345678'], ['=2']]);
});

test('times that spreadsheets count differently, and what is no time, are texts', async () => {
  const columns: FlatColumn<string>[] = [{ name: 't', type: 'local-time', cellOf: (cell) => cell }];
  const all = ['2024-01-07', '2024-W02', '2024-01-07T14:00+01:00', '1899-01-01 00:00:00'];
  const [sheet] = (await readXlsx(await bytesOf([all], columns))).sheets;
  const [first, ...others] = sheet?.rows.slice(1) ?? [];
  expect(first).toEqual([new Date('2024-01-07T00:00:00.000Z')]);
  expect(others.flat()).toEqual(all.slice(1));
});

test('a text that is too long for Excel is cut, and ends with an ellipsis', async () => {
  const all = ['x'.repeat(40_000), `${'x'.repeat(32_765)}😀😀`];
  const [sheet] = (await readXlsx(await bytesOf([all], texts))).sheets;
  expect(sheet?.rows.slice(1)).toEqual([[`${'x'.repeat(32_766)}…`], [`${'x'.repeat(32_765)}…`]]);
});

test('rows that a sheet has no room for go to the next, below a head of their own', async () => {
  const limits = { rows: 3, bytes: Number.POSITIVE_INFINITY };
  const bytes = await bytesOf(batches(['a'], ['b', 'c', 'd'], [], ['e']), texts, { limits });
  const { sheets } = await readXlsx(bytes);
  expect(sheets.map(({ name, rows }) => [name, rows.flat()])).toEqual([
    ['Rows', ['text', 'a', 'b']],
    ['Rows 2', ['text', 'c', 'd']],
    ['Rows 3', ['text', 'e']],
  ]);
  const full = await bytesOf([['a', 'b']], texts, { limits });
  expect((await readXlsx(full)).sheets).toHaveLength(1);
});

test('a sheet is full as well when its XML is as large as an archive can hold', async () => {
  const limits = { rows: 1_048_576, bytes: 60_000 };
  const bytes = await bytesOf([Array.from({ length: 1200 }, (_, n) => `row ${n}`)], texts, {
    limits,
  });
  const { sheets } = await readXlsx(bytes);
  expect(sheets.map(({ rows }) => rows.length)).toEqual([1001, 201]);
});

test('no rows make a workbook with a head', async () => {
  const { sheets } = await readXlsx(await bytesOf([], texts));
  expect(sheets.map(({ rows }) => rows)).toEqual([[['text']]]);
});

test('the same rows give the same bytes', async () => {
  const [once, again] = [await bytesOf([['a']], texts), await bytesOf([['a']], texts)];
  expect(Buffer.compare(once, again)).toBe(0);
});

test('a source that fails makes the workbook fail', async () => {
  async function* failing(): AsyncGenerator<string[]> {
    yield ['a'];
    throw new Error('the source is gone');
  }
  await expect(bytesOf(failing(), texts)).rejects.toThrow('the source is gone');
});

test('a reader that leaves early closes the source', async () => {
  let isClosed = false;
  async function* endless(): AsyncGenerator<string[]> {
    try {
      for (;;) yield ['a text'];
    } finally {
      isClosed = true;
    }
  }
  for await (const _ of xlsxRows(endless(), texts, { sheetName: 'Rows' })) break;
  expect(isClosed).toBe(true);
});

/** The text that XML of a cell stands for. */
function textOf(xml: string): string {
  const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"' };
  return xml
    .replace(/&(\w+);/g, (_, name: string) => entities[name] ?? '')
    .replace(/_x([0-9A-F]{4})_/g, (_, code: string) =>
      String.fromCharCode(Number.parseInt(code, 16)),
    );
}

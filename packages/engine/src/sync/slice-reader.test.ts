import {
  type AnswerRecord,
  CdrError,
  type Page,
  type ReadRequest,
  type RowMapper,
  UnstableListError,
  VendorResponseError,
  WindowTooLargeError,
} from '@cdr/core';
import { describe, expect, it } from 'vitest';
import {
  type ArtificialReaderOptions,
  createArtificialReader,
} from '../__fixtures__/artificial-reader.ts';
import { mapArtificialRow, pageOf } from '../__fixtures__/artificial-rows.ts';
import { listStream, pagedStream } from '../__fixtures__/artificial-stream.ts';
import { readSlice, type SliceRequest, splitSlice } from './slice-reader.ts';

const hourMs = 3_600_000;
const from = Date.UTC(2025, 2, 12);
const owned = { from, to: from + 4 * hourMs };
const { signal } = new AbortController();
const row = (key: string, hour = 1) => ({ key, at: new Date(from + hour * hourMs).toISOString() });

function read(options: ArtificialReaderOptions, request: Partial<SliceRequest> = {}) {
  return readSlice(createArtificialReader(options), { owned, last: null, signal, ...request });
}

async function failure(
  options: ArtificialReaderOptions,
  request?: Partial<SliceRequest>,
): Promise<unknown> {
  return read(options, request).then(
    () => null,
    (error: unknown) => (CdrError.isInstance(error) ? error.code : error),
  );
}

describe('readSlice', () => {
  it('asks for the outward bounds of what the slice owns', async () => {
    const requests: ReadRequest[] = [];
    await read({
      stream: { ...pagedStream, window: { ...pagedStream.window, from: 'exclusive' } },
      read: (request) => {
        requests.push(request);
        return [pageOf([], 0)];
      },
    });
    expect(requests).toMatchObject([
      {
        stream: 'calls',
        owned,
        bounds: { from: { epochMs: owned.from - 60_000 }, to: { epochMs: owned.to } },
      },
    ]);
  });

  it('gathers the pages', async () => {
    const pages = [pageOf([row('a'), row('b')], 3), pageOf([row('c')], 3)];
    expect(await read({ read: () => pages })).toMatchObject({
      rows: [{ id: 'demo:a' }, { id: 'demo:b' }, { id: 'demo:c' }],
      vendorRows: 3,
    });
  });

  it('takes an empty answer for proof that there is nothing, and no answer for none', async () => {
    const nothing = { rows: [], received: 0 };
    expect(await read({ read: () => [pageOf([], 0)] })).toMatchObject(nothing);
    expect(await failure({ read: () => [] })).toBe('vendor-response');
    expect(await read({ stream: listStream, read: () => [pageOf([])] })).toMatchObject(nothing);
    expect(await failure({ stream: listStream, read: () => [] })).toBe('vendor-response');
  });

  it('takes nothing for whole without the total that the vendor is known to tell', async () => {
    expect(await failure({ read: () => [pageOf([row('a')])] })).toBe('vendor-response');
  });

  it.each([
    ['moves', [pageOf([row('a')], 2), pageOf([row('b')], 3)]],
    ['goes away', [pageOf([row('a')], 2), pageOf([row('b')], null)]],
    ['lies above', [pageOf([row('a')], 2)]],
    ['lies below', [pageOf([row('a'), row('b')], 1)]],
    ['is above zero though nothing comes', [pageOf([], 1)]],
  ])('does not take the list for whole when its total %s', async (_, pages) => {
    expect(await failure({ read: () => pages })).toBe('unstable-list');
  });

  it('gathers several lists, each with its own total', async () => {
    const pages = [
      pageOf([row('a')], 2, 'one'),
      pageOf([row('b')], 2, 'one'),
      pageOf([row('c')], 1, 'other'),
    ];
    const outcome = await read({ read: () => pages });
    expect(outcome).toMatchObject({ received: 3, vendorRows: 3 });
  });

  it('does not take a slice for whole while one of its lists is not', async () => {
    const [one, other] = [pageOf([row('a')], 1, 'one'), pageOf([row('b')], 2, 'other')];
    expect(await failure({ read: () => [one, other] })).toBe('unstable-list');
    expect(await failure({ read: () => [other, one] })).toBe('unstable-list');
    expect(await failure({ read: () => [one, pageOf([], null, 'other')] })).toBe('vendor-response');
  });

  it('does not let one list make up for another', async () => {
    const pages = [pageOf([row('a')], 2, 'one'), pageOf([row('b'), row('c')], 1, 'other')];
    expect(await failure({ read: () => pages })).toBe('unstable-list');
  });

  it('reads in parts what holds more rows than one transaction should', async () => {
    const asked: number[] = [];
    function* pages(): Generator<Page> {
      asked.push(1);
      yield pageOf([row('a')], 25);
      asked.push(2);
    }
    const outcome = await read({ maxRows: 10, read: pages });
    const hours = [0, 1, 2, 3].map((hour) => ({
      from: from + hour * hourMs,
      to: from + (hour + 1) * hourMs,
    }));
    expect(outcome).toEqual({ parts: hours });
    expect(asked).toEqual([1]);
  });

  it('reads whole what can be asked for in one minute alone', async () => {
    const minute = { from, to: from + 60_000 };
    const rows = ['a', 'b', 'c'].map((key) => row(key, 0));
    const reader = createArtificialReader({ maxRows: 2, read: () => [pageOf(rows, 3)] });
    expect(await readSlice(reader, { owned: minute, last: null, signal })).toMatchObject({
      received: 3,
    });
  });

  it('halves the slice when the vendor says that it holds too much', async () => {
    const halves = { parts: splitSlice(createArtificialReader(), owned, 2) };
    const tooLarge = (): Page[] => {
      throw new WindowTooLargeError({ what: 'Too much' });
    };
    expect(await read({ read: tooLarge })).toEqual(halves);
    const minute = { from, to: from + 60_000 };
    await expect(
      readSlice(createArtificialReader({ read: tooLarge }), { owned: minute, last: null, signal }),
    ).rejects.toThrow('Too much');
  });

  it('cuts the slice where the vendor says, in the steps in which it can be asked', async () => {
    const cuts = [from + 90_000, owned.to - 60_000];
    const tooLarge = (): Page[] => {
      throw new WindowTooLargeError({ what: 'Too much', cuts });
    };
    expect(await read({ read: tooLarge })).toEqual({
      parts: [
        { from, to: from + 60_000 },
        { from: from + 60_000, to: owned.to - 60_000 },
        { from: owned.to - 60_000, to: owned.to },
      ],
    });
  });

  it('halves the slice when it comes to where the vendor silently stops', async () => {
    const stream = { ...listStream, paging: { ...listStream.paging, cap: 3 } };
    const rows = [row('a'), row('b'), row('c')];
    expect(await read({ stream, read: () => [pageOf(rows)] })).toEqual({
      parts: splitSlice(createArtificialReader(), owned, 2),
    });
    expect(await read({ stream, read: () => [pageOf(rows.slice(1))] })).toMatchObject({
      received: 2,
    });
    const lists = [pageOf(rows.slice(1), null, 'one'), pageOf(rows.slice(2), null, 'other')];
    expect(await read({ stream, read: () => lists })).toMatchObject({ received: 3 });
  });

  it('passes on what the provider throws', async () => {
    const refuse = (): Page[] => {
      throw new VendorResponseError({ what: 'Nonsense' });
    };
    expect(await failure({ read: refuse })).toBe('vendor-response');
  });

  it('stops between pages when it is told to, and lets the provider clean up', async () => {
    const controller = new AbortController();
    const reason = new Error('enough');
    let ended = false;
    function* pages(): Generator<Page> {
      try {
        yield pageOf([row('a')]);
        controller.abort(reason);
        yield pageOf([row('b')]);
        yield pageOf([row('c')]);
      } finally {
        ended = true;
      }
    }
    expect(await failure({ read: pages }, { signal: controller.signal })).toBe(reason);
    expect(ended).toBe(true);
  });

  it('gives up a slice that takes longer than an hour', async () => {
    let elapsed = 0;
    function* pages(): Generator<Page> {
      for (let count = 0; ; count += 1) {
        yield pageOf([row(String(count))]);
        elapsed += 20 * 60_000;
      }
    }
    expect(await failure({ read: pages, elapsedMs: () => elapsed })).toBe('transport');
  });

  it('does not mistake errors that only look alike for a slice too large', async () => {
    const unstable = (): Page[] => {
      throw new UnstableListError({ what: 'Moved' });
    };
    expect(await failure({ read: unstable })).toBe('unstable-list');
  });
});

describe('readSlice, where the last answer is known', () => {
  const rows = [row('a'), row('b'), row('z', -1), row('c')];
  const pages = [pageOf(rows.slice(0, 2), 4), pageOf(rows.slice(2), 4)];
  let mapped = 0;
  const mapper: RowMapper = (own, text) => {
    mapped += 1;
    return mapArtificialRow(own, text);
  };

  async function readKnown(options: ArtificialReaderOptions, change: Partial<AnswerRecord> = {}) {
    const first = await read({ mapper, read: () => pages });
    if (!('digest' in first)) throw new Error('the first reading gave none');
    const { digest, received, outside, duplicate, vendorRows } = first;
    const answer = { digest, received, outside, duplicate, vendorRows };
    const last: AnswerRecord = { ...answer, ...change };
    mapped = 0;
    return { last, again: await read({ mapper, ...options }, { last }) };
  }

  it('maps no row of an answer that comes again letter by letter', async () => {
    const { last, again } = await readKnown({ read: () => pages });
    expect(again).toEqual({ known: last });
    expect(last).toMatchObject({ received: 4, outside: 1, vendorRows: 3 });
    expect(mapped).toBe(0);
  });

  it('maps every row when one of them differs', async () => {
    const other = [pageOf([row('a'), { ...row('b'), note: 'new' }], 4), pageOf(rows.slice(2), 4)];
    const { again } = await readKnown({ read: () => other });
    expect(again).toMatchObject({ received: 4, outside: 1, vendorRows: 3 });
    expect('rows' in again ? again.rows.map(({ id }) => id) : []).toEqual([
      'demo:a',
      'demo:b',
      'demo:c',
    ]);
    expect(mapped).toBe(4);
  });

  it('takes an answer for unstable that comes again below a larger total', async () => {
    const { last } = await readKnown({ read: () => pages });
    const larger = pages.map((page) => ({ ...page, total: 5 }));
    expect(await failure({ read: () => larger }, { last })).toBe('unstable-list');
  });

  it('does not take a digest alone for the same answer', async () => {
    const { again } = await readKnown({ read: () => pages }, { received: 3 });
    expect(again).toMatchObject({ received: 4 });
  });
});

describe('splitSlice', () => {
  it('gives the slice itself when the vendor cannot be asked for less', () => {
    const reader = createArtificialReader();
    const minute = { from, to: from + 60_000 };
    expect(splitSlice(reader, minute, 2)).toEqual([minute]);
  });

  it('cuts where the vendor can be asked', () => {
    const parts = splitSlice(createArtificialReader(), { from, to: from + 7 * 60_000 }, 2);
    expect(parts).toEqual([
      { from, to: from + 3 * 60_000 },
      { from: from + 3 * 60_000, to: from + 7 * 60_000 },
    ]);
  });
});

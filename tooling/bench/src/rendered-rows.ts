import {
  boundRules,
  type EpochMs,
  renderBounds,
  splitBySpan,
  toEpochMs,
  type VendorApiModule,
  zoneOf,
} from '@cdr/core';
import { generateCalls } from '@cdr/emulator';
import { openBenchSource } from './bench-source.ts';
import type { Workload } from './workload.ts';

/** A vendor's rows as bytes, in the order in which it answers them. */
export interface RenderedRows {
  /** The position, by time, of the first row that starts at `epochMs` or later. */
  firstAtOrAfter(epochMs: EpochMs): number;
  /** The bytes of the rows between two positions, comma-separated. */
  slice(start: number, end: number): Buffer;
}

interface Row {
  startedAt: EpochMs;
  text: string;
}

/** Generates a workload's calls and has the vendor's own API render each of them once. */
export async function renderRows(workload: Workload): Promise<RenderedRows> {
  const { vendor, calls, from, to } = workload;
  const api: VendorApiModule = await import(`@cdr/provider-${vendor}/vendor-api`);
  const timeZone = vendor === 'thulium' ? 'Europe/Warsaw' : 'Europe/Stockholm';
  const country = vendor === 'thulium' ? 'PL' : 'SE';
  const generated = generateCalls({ seed: 1, from, to, timeZone, country, calls });
  const fetch = api.createVendorApi(generated, { now: () => to });
  const { options } = api.describeVendorApi('http://vendor.invalid');
  const source = await openBenchSource({ vendor, options, fetch });
  const [stream] = source.streams;
  if (stream?.kind !== 'calls') throw new Error(`${vendor} has no calls`);
  const connection = source.connect(() => {});
  const zone = zoneOf(timeZone);
  const rows: Row[] = [];
  for (const owned of splitBySpan({ from, to }, 'P1D', zone)) {
    const bounds = renderBounds(owned, boundRules(stream), zone);
    const { signal } = new AbortController();
    for await (const page of connection.read({ stream: stream.id, owned, bounds, signal })) {
      page.rows.forEach((row, index) => {
        const text = page.texts[index] ?? '';
        const mapped = source.mapper(row, text);
        if (!mapped.ok) throw new Error(mapped.reason);
        const startedAt = toEpochMs(mapped.call.startedAt);
        if (startedAt >= owned.from && startedAt < owned.to) rows.push({ startedAt, text });
      });
    }
  }
  rows.sort((a, b) => a.startedAt - b.startedAt);
  return layOut(rows, stream.paging.order === 'desc');
}

function layOut(rows: Row[], newestFirst: boolean): RenderedRows {
  const starts = Float64Array.from(rows, ({ startedAt }) => startedAt);
  const texts = newestFirst ? rows.toReversed() : rows;
  const bytes = Buffer.from(texts.map(({ text }) => text).join(','));
  const offsets = new Float64Array(rows.length + 1);
  texts.forEach(({ text }, index) => {
    offsets[index + 1] = (offsets[index] ?? 0) + Buffer.byteLength(text) + 1;
  });
  const place = (position: number): number => offsets[position] ?? 0;
  return {
    firstAtOrAfter(epochMs) {
      let low = 0;
      let high = starts.length;
      while (low < high) {
        const middle = (low + high) >>> 1;
        if ((starts[middle] ?? 0) < epochMs) low = middle + 1;
        else high = middle;
      }
      return low;
    },
    slice(start, end) {
      if (end <= start) return Buffer.alloc(0);
      const [first, last] = newestFirst ? [rows.length - end, rows.length - start] : [start, end];
      return bytes.subarray(place(first), place(last) - 1);
    },
  };
}

import {
  createCallFields,
  type EpochMs,
  type MappedRow,
  type Page,
  type Provider,
  type ReadRequest,
  toEpochMs,
  toInstant,
  type Window,
} from '@cdr/core';
import { z } from 'zod';
import { type ArtificialTraits, createArtificialManifest } from './artificial-manifest.ts';

/** What the artificial vendor keeps of a call, and answers. */
export interface ArtificialRecord {
  /** The id; where there are none, what the record may share with others. */
  key: string;
  at: EpochMs;
  /** Whatever else there is to say. */
  note?: string;
  /** The only list that holds it; default: all of them. */
  list?: string;
}

/** An answer on its way, and where in the conversation it is. */
export interface ArtificialAnswer {
  page: Page;
  /** Which reading of a slice this is, counted from 0 over the life of the vendor. */
  reading: number;
  /** Which page of the reading, or of its list, from 0. */
  index: number;
  request: ReadRequest;
}

/** A vendor in memory, and the provider that reads it. */
export interface ArtificialVendor {
  provider: Provider;
  /** In any order; change it as you like. */
  records: ArtificialRecord[];
  /** Every reading that was asked for. */
  readings: ReadRequest[];
  /** Stands between the vendor and the provider: gives another page, changes records, throws. */
  answer: (answer: ArtificialAnswer) => Page | Promise<Page>;
  /** Decides which rows the mapping takes; gives the reason why not. */
  reject: (record: ArtificialRecord) => string | null;
  /** From when on it says to have every record; `undefined`: it doesn't say. */
  completeFrom: EpochMs | null | undefined;
}

/** A vendor whose provider does as it should, page by page, so that nothing but the engine is tried. */
export function createArtificialVendor(
  records: readonly ArtificialRecord[] = [],
  traits: ArtificialTraits = {},
): ArtificialVendor {
  const manifest = createArtificialManifest(traits);
  const isPaged = traits.identity !== 'content';
  const pageSize = isPaged ? (traits.pageSize ?? 5) : Number.POSITIVE_INFINITY;

  async function* read(request: ReadRequest): AsyncGenerator<Page> {
    const reading = vendor.readings.push(request) - 1;
    for (const list of traits.lists ?? [undefined]) yield* readList(request, reading, list);
  }

  async function* readList(
    request: ReadRequest,
    reading: number,
    list: string | undefined,
  ): AsyncGenerator<Page> {
    const asked = { from: request.bounds.from.epochMs, to: request.bounds.to.epochMs };
    let received = 0;
    for (let index = 0; ; index += 1) {
      const records = vendor.records.filter((own) => own.list === undefined || own.list === list);
      const found = recordsIn(records, traits.answered?.(asked) ?? asked).slice(0, traits.cap);
      const rows = found.slice(received, received + pageSize);
      const texts = rows.map((row) => JSON.stringify(row));
      const total = isPaged ? found.length : null;
      const page = { rows, texts, total, ...(list === undefined ? {} : { list }) };
      const answered = await vendor.answer({ page, reading, index, request });
      yield answered;
      received += answered.rows.length;
      if (answered.rows.length === 0 || received >= (answered.total ?? 0)) return;
    }
  }

  const completeFrom = () => Promise.resolve(vendor.completeFrom ?? null);

  const vendor: ArtificialVendor = {
    records: [...records],
    readings: [],
    answer: ({ page }) => page,
    reject: () => null,
    completeFrom: undefined,
    provider: {
      spec: 1,
      manifest,
      options: z.strictObject({}),
      createMapper: () => (row) => mapRecord(row, vendor.reject),
      connect: () => ({
        check: () => Promise.resolve('Artificial answered'),
        read,
        ...(vendor.completeFrom === undefined ? {} : { completeFrom }),
      }),
    },
  };
  return vendor;
}

const recordSchema = z.object({ key: z.string(), at: z.int(), note: z.string().optional() });

function mapRecord(row: unknown, reject: ArtificialVendor['reject']): MappedRow {
  const parsed = recordSchema.safeParse(row);
  if (!parsed.success) return { ok: false, reason: 'not a record' };
  const { key, at, note } = parsed.data;
  const reason = reject({ key, at, ...(note === undefined ? {} : { note }) });
  if (reason !== null) return { ok: false, reason };
  const call = createCallFields({
    vendorId: key,
    startedAt: toInstant(at),
    timePrecision: 'millisecond',
    timeZone: 'UTC',
    group: note ?? null,
  });
  return { ok: true, key, call };
}

function recordsIn(records: readonly ArtificialRecord[], { from, to }: Window): ArtificialRecord[] {
  return records
    .filter(({ at }) => at >= from && at < to)
    .sort((a, b) => b.at - a.at || (a.key < b.key ? -1 : 1));
}

/** The records as a store holds them, in no order: start and what else there is to say. */
export function contentOf(records: readonly ArtificialRecord[]): string[] {
  return records.map(({ key, at, note }) => `${toInstant(at)} ${key} ${note ?? null}`).sort();
}

/** Reads an instant; for tables of tests. */
export function at(instant: string): EpochMs {
  return toEpochMs(`${instant}:00.000Z`);
}

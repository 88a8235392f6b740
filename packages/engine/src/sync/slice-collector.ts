import { scheduler } from 'node:timers/promises';
import {
  type CallRow,
  canonicalText,
  type MappedRow,
  type Page,
  type RejectedRow,
  toEpochMs,
  UnstableListError,
  type Window,
} from '@cdr/core';
import { contentCallIds, vendorCallId } from './call-ids.ts';
import { rowTexts } from './row-texts.ts';
import type { SliceReader } from './slice-reader.ts';

/** A slice, read completely and proven so. */
export interface SliceReading {
  rows: CallRow[];
  rejected: RejectedRow[];
  /** Rows answered: rows + rejected + outside + duplicate. */
  received: number;
  /** Rows that other slices own. */
  outside: number;
  /** Rows that came twice: in one answer, or on two lists. */
  duplicate: number;
  /** Of these, the rows that one list held twice. */
  repeated: number;
  /** Records of the slice by the vendor's own count; `null` when it tells none. */
  vendorRows: number | null;
}

/** Takes a slice's pages in, one after another, and gives the slice out. */
export interface SliceCollector {
  add(page: Page): Promise<void>;
  /** `total` is the vendor's count of all lists together. */
  finish(total: number | null): SliceReading;
}

/**
 * Rows taken in a stretch; behind it, whoever stores the slices before has the processor. Stretches are
 * short, so that storing comes first, and reading ahead is left for the time when the store waits for its disk.
 */
const rowsInAStretch = 64;

type Mapped = Extract<MappedRow, { ok: true }>;

/** Collects the rows that the slice owns. `add` throws `UnstableListError` when an id comes on two pages of a list. */
export function createSliceCollector(reader: SliceReader, owned: Window): SliceCollector {
  const { source, stream, mapper, fingerprint, normaliseParty, keepRaw } = reader;
  const rows: CallRow[] = [];
  const rejected: RejectedRow[] = [];
  /** The vendor's row of each of `rows`, where ids are made from it. */
  const contents: unknown[] = [];
  /** By list: on which page an id was met first. */
  const pagesOf = new Map<string | undefined, Map<string, number>>();
  let pageOf = new Map<string, number>();
  let received = 0;
  let outside = 0;
  let duplicate = 0;
  let repeated = 0;
  let pages = 0;

  function take(mapped: Mapped, row: unknown, text: string): void {
    const { key, call } = mapped;
    const startedAt = toEpochMs(call.startedAt);
    const inside = startedAt >= owned.from && startedAt < owned.to;
    const met = stream.identity === 'id' ? whereMet(key) : null;
    const rival = met === null ? -1 : positionOf(key);
    if (rival >= 0) duplicate += 1;
    else if (!inside) outside += 1;
    if (rival >= 0 && met === 'list') repeated += 1;
    if (!inside) return;
    call.from = normaliseParty(call.from);
    call.to = normaliseParty(call.to);
    const own: CallRow = {
      id: stream.identity === 'id' ? vendorCallId(source, key) : key,
      call,
      raw: keepRaw ? text : null,
      hash: fingerprint(row),
    };
    if (rival >= 0) {
      settle(own, rival);
      return;
    }
    rows.push(own);
    if (stream.identity === 'content') contents.push(row);
  }

  /** What has brought the id before: the page and thus its list, or another list. Remembers it. */
  function whereMet(key: string): 'list' | 'other list' | null {
    const page = pageOf.get(key);
    if (page === pages) return 'list';
    if (page !== undefined) {
      throw new UnstableListError({
        what: 'A record came on two pages, so the list moved while it was read',
        where: source,
      });
    }
    pageOf.set(key, pages);
    for (const others of pagesOf.values()) {
      if (others !== pageOf && others.has(key)) return 'other list';
    }
    return null;
  }

  /** Where the record stands among the rows; -1 when it was outside the slice. */
  function positionOf(key: string): number {
    const id = vendorCallId(source, key);
    return rows.findLastIndex((row) => row.id === id);
  }

  /** Of two rows with one id, the one that stays is chosen by content, not by the order of answers. */
  function settle(own: CallRow, position: number): void {
    const rival = rows[position];
    if (rival === undefined || canonicalText(own.call) > canonicalText(rival.call)) {
      rows[position] = own;
    }
  }

  return {
    async add(page) {
      pageOf = pagesOf.get(page.list) ?? new Map();
      pagesOf.set(page.list, pageOf);
      pages += 1;
      received += page.rows.length;
      for (const [index, text] of rowTexts(page).entries()) {
        if (index > 0 && index % rowsInAStretch === 0) await scheduler.yield();
        const row = page.rows[index];
        const mapped = mapper(row, text);
        if (mapped.ok) take(mapped, row, text);
        else rejected.push({ raw: text, reason: mapped.reason });
      }
    },
    finish(total) {
      if (stream.identity === 'content') {
        const keyed = rows.map(({ id, call }, index) => ({ key: id, call, row: contents[index] }));
        contentCallIds(source, keyed).forEach((id, index) => {
          const own = rows[index];
          if (own !== undefined) own.id = id;
        });
      }
      const vendorRows = total === null ? null : total - outside - (duplicate - repeated);
      return { rows, rejected, received, outside, duplicate, repeated, vendorRows };
    },
  };
}

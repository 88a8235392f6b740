import { type CallRow, type CallStream, type EpochMs, type MappedRow, toEpochMs } from '@cdr/core';
import type { Source } from '../source/source.ts';
import { contentCallIds, vendorCallId } from '../sync/call-ids.ts';
import { createFingerprint } from '../sync/fingerprint.ts';
import { parseRowText } from '../sync/parse-row-text.ts';
import { createPartyNormaliser } from '../sync/phone-numbers.ts';

/** A vendor row that maps to a call by now. */
export interface ReplayRow {
  text: string;
  row: unknown;
  mapped: Extract<MappedRow, { ok: true }>;
  startedAt: EpochMs;
}

/** Maps vendor rows from their text, and readies them for the store. */
export interface ReplayMapper {
  map(text: string): ReplayRow | { reason: string };
  callRows(rows: readonly ReplayRow[]): CallRow[];
}

/** The mapping of today for one stream. Of several rows with one vendor id, the last one counts. */
export function createReplayMapper(source: Source, stream: CallStream): ReplayMapper {
  const fingerprint = createFingerprint(source, stream);
  const normaliseParty = createPartyNormaliser(source.settings.country);

  function callRow(id: string, { text, row, mapped }: ReplayRow): CallRow {
    const { call } = mapped;
    return {
      id,
      call: { ...call, from: normaliseParty(call.from), to: normaliseParty(call.to) },
      raw: text,
      hash: fingerprint(row),
    };
  }

  return {
    map(text) {
      const row = parseRowText(text);
      const mapped = source.mapper(row, text);
      if (!mapped.ok) return { reason: mapped.reason };
      return { text, row, mapped, startedAt: toEpochMs(mapped.call.startedAt) };
    },
    callRows(rows) {
      if (stream.identity === 'content') {
        const keyed = rows.map(({ row, mapped }) => ({ key: mapped.key, call: mapped.call, row }));
        const ids = contentCallIds(source.name, keyed);
        return rows.map((own, index) => callRow(ids[index] ?? '', own));
      }
      const byId = new Map(rows.map((own) => [vendorCallId(source.name, own.mapped.key), own]));
      return [...byId].map(([id, own]) => callRow(id, own));
    },
  };
}

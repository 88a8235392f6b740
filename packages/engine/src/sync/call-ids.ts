import { hash } from 'node:crypto';
import { type CallFields, canonicalText } from '@cdr/core';

/** A mapped row that has no id yet. */
export interface KeyedRow {
  /** What the provider tells records apart by. */
  key: string;
  call: CallFields;
  /** The vendor's row, parsed. */
  row: unknown;
}

const hashLength = 24;

/** The id of a record that its vendor numbers. */
export function vendorCallId(source: string, key: string): string {
  return `${source}:${key}`;
}

/**
 * Ids for records that are told apart by content: a hash of the key, and an ordinal among the rows
 * that share it, counted from 1 in the order of their remaining content. The order in which the
 * vendor answers them and the order of JSON keys make no difference. All rows that share a key must
 * be given together.
 */
export function contentCallIds(source: string, rows: readonly KeyedRow[]): string[] {
  const ids = new Array<string>(rows.length);
  for (const [key, positions] of positionsByKey(rows)) {
    const stem = `${source}:~${hash('sha256', key).slice(0, hashLength)}`;
    if (positions.length > 1) sortByContent(positions, rows);
    positions.forEach((position, index) => {
      ids[position] = `${stem}-${index + 1}`;
    });
  }
  return ids;
}

function positionsByKey(rows: readonly KeyedRow[]): Map<string, number[]> {
  const byKey = new Map<string, number[]>();
  rows.forEach(({ key }, position) => {
    const positions = byKey.get(key);
    if (positions === undefined) byKey.set(key, [position]);
    else positions.push(position);
  });
  return byKey;
}

function sortByContent(positions: number[], rows: readonly KeyedRow[]): void {
  const content = new Map(positions.map((at) => [at, canonicalText(rows[at]?.row)]));
  positions.sort((a, b) => ((content.get(a) ?? '') < (content.get(b) ?? '') ? -1 : 1));
}

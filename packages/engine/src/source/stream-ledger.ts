import type { LedgerEntry, Stream, StreamKey } from '@cdr/core';
import { basisOf } from './basis.ts';
import type { Source } from './source.ts';

/** What is proven of a stream. */
export interface StreamLedger {
  /** On the basis that the source has now. */
  ledger: LedgerEntry[];
  /** Ranges of calls that were read on another basis, by their start: to be read again. */
  outdated: LedgerEntry[];
}

/**
 * Whose ledger a stream of a source has. Sums depend on what the vendor was asked, and on where its
 * days begin: a source that asks otherwise starts over, and leaves what it had.
 */
export function streamKeyOf(source: Source, stream: Stream): StreamKey {
  const key = { source: source.name, stream: stream.id };
  return stream.kind === 'statistics' ? { ...key, basis: basisOf(source, stream) } : key;
}

/** The entries of the ledger of one stream, out of those of a store. */
export function streamLedgerOf(
  entries: readonly LedgerEntry[],
  source: Source,
  stream: Stream,
): StreamLedger {
  const basis = basisOf(source, stream);
  const own = entries.filter((entry) => entry.source === source.name && entry.stream === stream.id);
  const others = own.filter((entry) => entry.basis !== basis);
  return {
    ledger: own.filter((entry) => entry.basis === basis),
    outdated: stream.kind === 'calls' ? others.sort((a, b) => a.from - b.from) : [],
  };
}

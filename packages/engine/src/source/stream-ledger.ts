import { type LedgerEntry, type Stream, type StreamKey, subtractWindows } from '@cdr/core';
import { basisOf, isOfStatistics } from './basis.ts';
import type { Source } from './source.ts';

/** What is proven of a stream. */
export interface StreamLedger {
  /** On the basis that the source has now. */
  ledger: LedgerEntry[];
  /** Ranges that were read on another basis alone, by their start: to be read again. */
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
  const own = entries.filter(
    (entry) =>
      entry.source === source.name &&
      (entry.stream === stream.id || isFormer(entry, source, stream)),
  );
  const isCurrent = (entry: LedgerEntry) => entry.stream === stream.id && entry.basis === basis;
  const ledger = own.filter(isCurrent);
  const outdated = own
    .filter((entry) => !isCurrent(entry))
    .flatMap((entry) => subtractWindows([entry], ledger).map((rest) => ({ ...entry, ...rest })));
  return { ledger, outdated: outdated.sort((a, b) => a.from - b.from) };
}

/** Whether the calls of a stream had another stream's name in an earlier version of the provider. */
function isFormer({ stream: name, basis }: LedgerEntry, source: Source, { kind }: Stream): boolean {
  const isKnown = source.provider.manifest.streams.some(({ id }) => id === name);
  return kind === 'calls' && !isKnown && (basis === undefined || !isOfStatistics(basis));
}

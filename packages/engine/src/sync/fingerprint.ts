import { canonicalText, type Page, type Stream } from '@cdr/core';
import { hashOf, hashOfUnits } from '../hash.ts';
import { basisOf } from '../source/basis.ts';
import type { Source } from '../source/source.ts';

/** A fingerprint of a vendor row: a whole number below 2^53. */
export type Fingerprint = (row: unknown) => number;

/** Gathers the texts of one reading's rows into a fingerprint of them all, in their order. */
export interface AnswerDigest {
  add(page: Pick<Page, 'list' | 'texts'>): void;
  /** A whole number below 2^53. */
  value(): number;
}

/** Texts hashed at once: enough to be quick, little enough to stay small. */
const textsAtOnce = 512;

/**
 * Fingerprints rows together with everything else that decides what is stored of them, so that a
 * new mapping, another zone or another option shows as a change though the vendor's row is the same.
 */
export function createFingerprint(source: Source, stream: Stream): Fingerprint {
  const seed = hashOf(basisOf(source, stream));
  return (row) => hashOfUnits(canonicalText(row), seed);
}

/**
 * Makes digests of whole answers, letter by letter: cheaper than fingerprints of their rows, and
 * equal only where every row would be stored as it was before.
 */
export function createAnswerDigests(source: Source, stream: Stream): () => AnswerDigest {
  const salt = basisOf(source, stream);
  return () => {
    let digest = 0;
    return {
      add({ list, texts }) {
        for (let from = 0; from < texts.length; from += textsAtOnce) {
          const some = texts.slice(from, from + textsAtOnce);
          digest = hashOfUnits([salt, digest, list, some.length, ...some].join('\n'));
        }
      },
      value: () => digest,
    };
  };
}

import { canonicalText, type Page } from '@cdr/core';
import xxhash from 'xxhash-wasm';
import type { Source } from '../source/source.ts';

const hasher = await xxhash();
const safeBits = 0x1f_ffff_ffff_ffffn;

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
let units = Buffer.alloc(1024 * 1024);

/**
 * Fingerprints rows together with everything else that decides what is stored of them, so that a
 * new mapping or another zone shows as a change though the vendor's row is the same.
 */
export function createFingerprint(source: Source): Fingerprint {
  const salt = saltOf(source);
  return (row) => hashOf(salt + canonicalText(row));
}

/**
 * Makes digests of whole answers, letter by letter: cheaper than fingerprints of their rows, and
 * equal only where every row would be stored as it was before.
 */
export function createAnswerDigests(source: Source): () => AnswerDigest {
  const salt = saltOf(source);
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

function hashOf(text: string): number {
  return Number(hasher.h64(text) & safeBits);
}

/** Of long texts, whose UTF-16 takes a fifth of the time that encoding them would. */
function hashOfUnits(text: string): number {
  if (text.length * 2 > units.length) units = Buffer.alloc(text.length * 4);
  const written = units.write(text, 'utf16le');
  return Number(hasher.h64Raw(units.subarray(0, written)) & safeBits);
}

function saltOf({ provider, settings }: Source): string {
  const { timeZone, country, extensions } = settings;
  const { id, identityEpoch, mapperVersion } = provider.manifest;
  return canonicalText([id, identityEpoch, mapperVersion, timeZone, country, extensions]);
}

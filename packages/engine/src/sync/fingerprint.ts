import { canonicalText } from '@cdr/core';
import xxhash from 'xxhash-wasm';
import type { Source } from '../source/source.ts';

const hasher = await xxhash();
const safeBits = 0x1f_ffff_ffff_ffffn;

/** A fingerprint of a vendor row: a whole number below 2^53. */
export type Fingerprint = (row: unknown) => number;

/**
 * Fingerprints rows together with everything else that decides what is stored of them, so that a
 * new mapping or another zone shows as a change though the vendor's row is the same.
 */
export function createFingerprint({ provider, settings }: Source): Fingerprint {
  const { timeZone, country, extensions } = settings;
  const { id, mapperVersion } = provider.manifest;
  const salt = canonicalText([id, mapperVersion, timeZone, country, extensions]);
  return (row) => Number(hasher.h64(salt + canonicalText(row)) & safeBits);
}

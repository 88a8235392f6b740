/**
 * Writes the 64-bit fingerprint of a text as the words `at` (low) and `at + 1` (high). It is kept
 * in store files: changing it makes every id look new.
 */
export function writeFingerprint(text: string, words: Int32Array, at: number): void {
  let low = 0x9e3779b9 ^ text.length;
  let high = 0x85ebca6b;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    low = Math.imul(low ^ unit, 0xcc9e2d51);
    low ^= low >>> 15;
    high = Math.imul((high ^ unit) + low, 0x1b873593);
    high ^= high >>> 13;
  }
  low = Math.imul(low ^ (high >>> 16), 0x85ebca6b);
  low ^= low >>> 13;
  high = Math.imul(high ^ low, 0xc2b2ae35);
  high ^= high >>> 16;
  words[at] = low;
  words[at + 1] = high;
}

/** The fingerprints of texts, as the database holds them. */
export function fingerprintsOf(texts: readonly string[]): BigInt64Array<ArrayBuffer> {
  const words = new Int32Array(texts.length * 2);
  texts.forEach((text, index) => {
    writeFingerprint(text, words, index * 2);
  });
  return new BigInt64Array(words.buffer);
}

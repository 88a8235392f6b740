const twoTo32 = 4_294_967_296;
/** Beyond these, microseconds are no longer exact as a JS number: the year 2255. */
const exactMicrosMs = 9_007_199_254_740;

/** Writes a whole number between -2^53 and 2^53 as the two words of a 64-bit integer at `row`. */
export function writeInt64(words: Int32Array, row: number, value: number): void {
  const high = Math.floor(value / twoTo32);
  words[2 * row] = value - high * twoTo32;
  words[2 * row + 1] = high;
}

/** The 64-bit integer at `row` as a number, exact between -2^53 and 2^53. */
export function readInt64(words: Int32Array, row: number): number {
  return (words[2 * row + 1] ?? 0) * twoTo32 + ((words[2 * row] ?? 0) >>> 0);
}

/** Writes an instant as microseconds, which is how the database counts. */
export function writeMicros(words: Int32Array, row: number, epochMs: number): void {
  if (Math.abs(epochMs) <= exactMicrosMs) {
    writeInt64(words, row, epochMs * 1000);
    return;
  }
  const micros = BigInt(epochMs) * 1000n;
  words[2 * row] = Number(BigInt.asIntN(32, micros));
  words[2 * row + 1] = Number(micros >> 32n);
}

/** The instant at `row` in milliseconds; what is finer is cut off. */
export function readMicros(words: Int32Array, row: number): number {
  const micros = readInt64(words, row);
  if (Math.abs(micros) <= Number.MAX_SAFE_INTEGER) return Math.floor(micros / 1000);
  const low = BigInt((words[2 * row] ?? 0) >>> 0);
  return Number(((BigInt(words[2 * row + 1] ?? 0) << 32n) + low) / 1000n);
}

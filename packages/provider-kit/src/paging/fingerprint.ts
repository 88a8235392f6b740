const encoder = new TextEncoder();
let bytes = new Uint8Array(4096);
let words = new Uint32Array(bytes.buffer);

/** A 53-bit hash of a text, to tell rows apart without keeping them. Not for hostile input. */
export function fingerprintOf(text: string): number {
  const count = fillWords(text);
  let a = text.length;
  let b = ~text.length;
  for (let at = 0; at < count; at += 1) {
    const word = words[at] ?? 0;
    a = Math.imul(a ^ word, 0x85ebca6b);
    a ^= a >>> 13;
    b = Math.imul(b ^ word, 0xc2b2ae35);
    b ^= b >>> 16;
  }
  a = Math.imul(a ^ (b >>> 11), 0x27d4eb2f);
  return ((b ^ (a >>> 15)) & 0x1fffff) * 0x100000000 + (a >>> 0);
}

/**
 * Puts the text into `words`, the last one filled up with zeros, and gives how many it takes.
 * Hashing words, encoding included, is many times faster than asking a string for its characters.
 */
function fillWords(text: string): number {
  const longest = text.length * 3 + 4;
  if (longest > bytes.length) {
    bytes = new Uint8Array(Math.ceil(longest / 4) * 8);
    words = new Uint32Array(bytes.buffer);
  }
  const { written } = encoder.encodeInto(text, bytes);
  bytes.fill(0, written, written + 4);
  return Math.ceil(written / 4);
}

/** A repeatable sequence of random draws. */
export interface Random {
  /** Starts the sequence that belongs to these two numbers of 32 bits. */
  seed(stream: number, index: number): void;
  /** A number in [0, 1). */
  next(): number;
  /** A whole number in [0, limit). */
  below(limit: number): number;
  chance(probability: number): boolean;
  /** A whole number with that median whose logarithm is normally distributed: times and tolls. */
  logNormal(median: number, sigma: number): number;
  pick<T>(items: readonly [T, ...T[]]): T;
}

/** The generator sfc32, by Chris Doty-Humphrey: fast, and cheap to seed for every single call. */
export function createRandom(): Random {
  let a = 0;
  let b = 0;
  let c = 0;
  let counter = 1;

  function draw(): number {
    const result = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + result) | 0;
    return result >>> 0;
  }

  function next(): number {
    return draw() / 0x1_0000_0000;
  }

  return {
    seed(stream, index) {
      a = stream | 0;
      b = index | 0;
      c = 0;
      counter = 1;
      for (let round = 0; round < 12; round += 1) draw();
    },
    next,
    below: (limit) => Math.floor(next() * limit),
    chance: (probability) => next() < probability,
    logNormal(median, sigma) {
      const normal = Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
      return Math.round(median * Math.exp(sigma * normal));
    },
    pick: (items) => items[Math.floor(next() * items.length)] ?? items[0],
  };
}

/** Two whole numbers as one of 32 bits; numbers that differ in one bit give unrelated ones. */
export function mix(a: number, b: number): number {
  let hash = Math.imul(a ^ (a >>> 15), 0x85eb_ca6b) ^ Math.imul(b + 0x9e37_79b9, 0xc2b2_ae35);
  hash = Math.imul(hash ^ (hash >>> 16), 0x7feb_352d);
  hash = Math.imul(hash ^ (hash >>> 15), 0x846c_a68b);
  return (hash ^ (hash >>> 16)) >>> 0;
}

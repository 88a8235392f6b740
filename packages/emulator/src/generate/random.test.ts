import { expect, it } from 'vitest';
import { createRandom, mix } from './random.ts';

it('repeats a sequence for its seed, and gives another for every other seed', () => {
  const random = createRandom();
  const draw = (stream: number, index: number) => {
    random.seed(stream, index);
    return [random.next(), random.next(), random.next()].join();
  };
  expect(draw(1, 2)).toBe(draw(1, 2));
  const seeds = [0, 1, 2, 3, 0xffff_ffff].flatMap((a) => [0, 1, 2, 3].map((b) => draw(a, b)));
  expect(new Set(seeds).size).toBe(20);
});

it('draws evenly, also as the first draw of neighbouring seeds', () => {
  const random = createRandom();
  const tenths = Array.from({ length: 10 }, () => 0);
  for (let index = 0; index < 20_000; index += 1) {
    random.seed(77, index);
    const tenth = random.below(10);
    tenths[tenth] = (tenths[tenth] ?? 0) + 1;
  }
  for (const count of tenths) expect(Math.abs(count - 2000)).toBeLessThan(200);
});

it('draws log-normal numbers around their median', () => {
  const random = createRandom();
  random.seed(1, 1);
  const drawn = Array.from({ length: 20_000 }, () => random.logNormal(1000, 0.8));
  drawn.sort((a, b) => a - b);
  const quantile = (part: number) => drawn[Math.floor(drawn.length * part)] ?? 0;
  expect(Math.abs(quantile(0.5) - 1000)).toBeLessThan(40);
  // One standard deviation up is a factor of e to the power of sigma.
  expect(Math.abs(quantile(0.8413) - 1000 * Math.exp(0.8))).toBeLessThan(100);
});

it('mixes numbers that differ little into numbers that differ much', () => {
  const mixed = new Set<number>();
  for (let a = 0; a < 100; a += 1) for (let b = -50; b < 50; b += 1) mixed.add(mix(a, b));
  expect(mixed.size).toBeGreaterThan(9990);
});

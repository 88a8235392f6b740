import { nearingGaps } from '@cdr/engine';
import { createMemoryStore } from '@cdr/store';
import { describe, expect, it } from 'vitest';
import type { ArtificialTraits } from '../__fixtures__/artificial/artificial-manifest.ts';
import { at, createArtificialVendor } from '../__fixtures__/artificial/artificial-vendor.ts';
import { createEngineBench } from '../__fixtures__/artificial/engine-bench.ts';

const dayMs = 86_400_000;
const now = at('2025-05-14T09:00');

/** A source that was read up to two days ago, and then no more. */
async function openLagging(traits: ArtificialTraits) {
  const bench = createEngineBench(
    createMemoryStore(() => now),
    now,
  );
  const vendor = createArtificialVendor([], traits);
  const source = bench.open('demo', vendor.provider);
  await bench.sync(source, { from: now - 20 * dayMs, to: now - 2 * dayMs });
  return { ...bench, source, vendor };
}

describe('gaps that near the horizon of their vendor', () => {
  it('are told a week before their beginning is lost', async () => {
    const { store, source, clock } = await openLagging({ retention: 'P30D' });
    expect(await nearingGaps(store, [source], clock)).toEqual([]);
    clock.advance(20 * dayMs);
    expect(await nearingGaps(store, [source], clock)).toEqual([]);
    clock.advance(dayMs);
    const [gap, ...others] = await nearingGaps(store, [source], clock);
    expect(others).toEqual([]);
    expect(gap).toMatchObject({ source: 'demo', stream: 'calls', from: now - 2 * dayMs });
    expect(gap?.lostAt).toBe(now + 28 * dayMs);
  });

  it('are told in the last quarter of what a vendor keeps that keeps little', async () => {
    const { store, source, clock } = await openLagging({ retention: 'P4D' });
    clock.advance(dayMs - 1);
    expect(await nearingGaps(store, [source], clock)).toEqual([]);
    clock.advance(1);
    expect(await nearingGaps(store, [source], clock)).toMatchObject([{ lostAt: now + 2 * dayMs }]);
  });

  it('are none once they are read, and none once they are lost', async () => {
    const { store, source, clock, sync } = await openLagging({ retention: 'P30D' });
    clock.advance(25 * dayMs);
    expect(await nearingGaps(store, [source], clock)).toHaveLength(1);
    await sync(source);
    expect(await nearingGaps(store, [source], clock)).toEqual([]);
    const lost = await openLagging({ retention: 'P4D' });
    lost.clock.advance(3 * dayMs);
    // What is near then is what follows it.
    const gaps = await nearingGaps(lost.store, [lost.source], lost.clock);
    for (const { from } of gaps) expect(from).toBeGreaterThan(now - 2 * dayMs);
  });

  it('are none where a vendor keeps all for ever', async () => {
    const { store, source, clock } = await openLagging({});
    clock.advance(1000 * dayMs);
    expect(await nearingGaps(store, [source], clock)).toEqual([]);
  });

  it('are told of a vendor that says itself from when on it has everything', async () => {
    const { store, source, clock, vendor } = await openLagging({});
    vendor.completeFrom = now - 3 * dayMs;
    const asking = createEngineBench(store, now).open('demo', vendor.provider);
    expect(await nearingGaps(store, [source], clock)).toEqual([]);
    expect(await nearingGaps(store, [asking], clock)).toEqual([]);
    vendor.completeFrom = now - 2 * dayMs - 1000 * 60;
    expect(await nearingGaps(store, [asking], clock)).toHaveLength(1);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryZone, instantNearChange } from '../__fixtures__/arbitraries.ts';
import { anyStream } from '../__fixtures__/streams.ts';
import { type CoverageInterval, coveredIn, gapsIn, recordReading } from '../coverage/ledger.ts';
import type { CallStream } from '../provider/call-stream.ts';
import { addDuration, durationToMs, subtractDuration } from '../time/duration.ts';
import { zoneOf } from '../time/zone.ts';
import { renderBounds } from '../window/bounds.ts';
import { intersectWindows, subtractWindows, unionWindows } from '../window/window.ts';
import { boundRules, recordStepMs } from './bound-rules.ts';
import { type PlanInput, planStream } from './plan-stream.ts';
import { reachableFrom } from './reachable-from.ts';

const dayMs = 86_400_000;

const anyLength = fc.oneof(
  { weight: 9, arbitrary: fc.integer({ min: 0, max: 3 * dayMs }) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 45 * dayMs }) },
);

/** A ledger as a sync leaves it, whatever it was asked before and at whatever clock. */
const anyInput: fc.Arbitrary<PlanInput<CallStream>> = fc
  .tuple(arbitraryZone, anyStream)
  .chain(([zone, stream]) =>
    fc
      .record({
        now: instantNearChange(zone),
        before: fc.integer({ min: -dayMs, max: 9 * dayMs }),
        length: anyLength,
        lookback: fc.constantFrom('PT0S', 'PT30M', 'P2D', 'P1M'),
        earlier: fc.array(
          fc.record({
            ago: fc.integer({ min: -dayMs, max: 10 * dayMs }),
            from: fc.integer({ min: -dayMs, max: 9 * dayMs }),
            length: anyLength,
            skipped: fc.nat(3),
          }),
          { maxLength: 4 },
        ),
      })
      .map(({ now, before, length, lookback, earlier }) => {
        const from = now - before;
        let ledger: CoverageInterval[] = [];
        for (const run of earlier.toSorted((a, b) => b.ago - a.ago)) {
          const readAt = now - run.ago;
          const start = now - run.from;
          const asked = { from: start, to: start + run.length };
          planStream({ stream, zone, now: readAt, asked, ledger }).slices.forEach(
            (slice, index) => {
              if (index % 4 === run.skipped) return;
              ledger = recordReading(ledger, { ...slice, readAt, rows: null, vendorRows: null });
            },
          );
        }
        return { stream, zone, now, asked: { from, to: from + length }, ledger, lookback };
      }),
  );

function holds(law: (input: PlanInput<CallStream>) => void): void {
  fc.assert(fc.property(anyInput, law), { numRuns: 300 });
}

describe('a plan', () => {
  it('has disjoint slices, oldest first, inside what was asked and nothing beyond now', () => {
    holds((input) => {
      const { asked, slices } = planStream(input);
      slices.forEach((slice, index) => {
        expect(slice.from).toBeLessThan(slice.to);
        expect(slice.to).toBeLessThanOrEqual(slices[index + 1]?.from ?? asked.to);
      });
      expect(slices[0]?.from ?? asked.from).toBeGreaterThanOrEqual(asked.from);
      if (asked.from < asked.to) expect(asked.to).toBeLessThanOrEqual(input.now);
    });
  });

  it('asks for all that was asked and happened, and for no more than whole steps and folds', () => {
    holds((input) => {
      const { asked } = planStream(input);
      const stepMs = recordStepMs(input.stream);
      const happened = { from: input.asked.from, to: Math.min(input.asked.to, input.now - stepMs) };
      expect(subtractWindows([happened], [asked])).toEqual([]);
      const more = subtractWindows([asked], [input.asked]);
      for (const { from, to } of more) {
        const inFold = input.zone.foldAt(from) ?? input.zone.foldAt(to - 1);
        expect(to - from).toBeLessThan(inFold === null ? stepMs : inFold.to - inFold.from + stepMs);
      }
    });
  });

  it('reads every gap, but for those behind the retention', () => {
    holds((input) => {
      const { asked, slices, permanentGaps } = planStream(input);
      const left = subtractWindows(gapsIn(asked, input.ledger), [...slices, ...permanentGaps]);
      expect(left).toEqual([]);
      expect(intersectWindows(slices, permanentGaps)).toEqual([]);
    });
  });

  it('leaves alone what is sealed and older than the lookback', () => {
    holds((input) => {
      const { ledger, now, zone, lookback = 'PT0S' } = input;
      const young = subtractDuration(now, lookback, zone.id) - recordStepMs(input.stream);
      const old = { from: Number.NEGATIVE_INFINITY, to: zone.foldAt(young)?.from ?? young };
      const sealed = ledger.filter(({ state }) => state === 'sealed');
      const again = intersectWindows(planStream(input).slices, intersectWindows(sealed, [old]));
      // But a fold is read whole, and so is a step into which an edge falls.
      for (const { from, to } of again) {
        if (to - from < recordStepMs(input.stream)) continue;
        expect(zone.foldAt(from)).not.toBeNull();
        expect(zone.foldAt(from)).toEqual(zone.foldAt(to - 1));
      }
    });
  });

  it('postpones only what is covered and was asked within the pace', () => {
    holds((input) => {
      const { asked, postponed, slices } = planStream(input);
      const paceMs = durationToMs(input.stream.limits.minPollInterval);
      const covered = coveredIn(asked, input.ledger);
      const recent = covered.filter(({ readAt }) => Math.abs(input.now - readAt) < paceMs);
      expect(subtractWindows(postponed, recent)).toEqual([]);
      // But a fold is read whole, and so is a step into which an edge falls.
      for (const { from, to } of intersectWindows(postponed, slices)) {
        if (to - from < recordStepMs(input.stream)) continue;
        expect(input.zone.foldAt(from)).not.toBeNull();
        expect(input.zone.foldAt(from)).toEqual(input.zone.foldAt(to - 1));
      }
    });
  });

  it('never reaches behind the retention with a request', () => {
    holds((input) => {
      const { stream, zone, now } = input;
      const { retention } = stream.window;
      fc.pre(retention !== null);
      const horizon = subtractDuration(now, retention ?? '', zone.id);
      for (const slice of planStream(input).slices) {
        expect(renderBounds(slice, boundRules(stream), zone).from.epochMs).toBeGreaterThanOrEqual(
          horizon,
        );
      }
    });
  });

  it('gives up no more behind the retention than rounding takes', () => {
    holds((input) => {
      const { stream, zone, now } = input;
      const { retention } = stream.window;
      fc.pre(retention !== null);
      const horizon = subtractDuration(now, retention ?? '', zone.id);
      const first = reachableFrom(input);
      const change = zone.foldAt(first - 1) ?? zone.gapAt(first - 1) ?? zone.foldAt(horizon);
      const spare = change === null ? 0 : change.to - change.from;
      const { granularityMs } = boundRules(stream);
      expect(first).toBeGreaterThanOrEqual(horizon);
      expect(first - horizon).toBeLessThanOrEqual(3 * granularityMs + spare);
    });
  });

  it('cuts nothing inside a fold, but at now', () => {
    holds((input) => {
      const { zone, now, stream } = input;
      for (const { from, to } of planStream(input).slices) {
        expect(zone.foldAt(from)?.from ?? from).toBe(from);
        const isNow = now - to < recordStepMs(stream);
        if (!isNow) expect(zone.foldAt(to)?.from ?? to).toBe(to);
      }
    });
  });

  it('seals what has settled, outside of a running fold, and nothing else', () => {
    holds((input) => {
      const { zone, now, stream } = input;
      const settled = now - durationToMs(stream.finality.settle);
      for (const { from, to, state } of planStream(input).slices) {
        if (state === 'sealed') expect(to).toBeLessThanOrEqual(settled);
        if (state === 'sealed') expect(zone.foldAt(settled)?.from ?? to).toBeGreaterThanOrEqual(to);
        if (state === 'provisional' && zone.foldAt(from) === null) {
          expect(to).toBeGreaterThan(settled - recordStepMs(stream));
        }
      }
    });
  });

  it('keeps requests within what the vendor answers, but for folds, which cannot be cut', () => {
    holds((input) => {
      const { stream, zone } = input;
      const { maxSpan } = stream.window;
      const { granularityMs } = boundRules(stream);
      fc.pre(maxSpan !== null);
      for (const slice of planStream(input).slices) {
        const { from, to } = renderBounds(slice, boundRules(stream), zone);
        const within = addDuration(from.epochMs, maxSpan ?? '', zone.id);
        const fold = zone.foldAt(slice.from) ?? zone.foldAt(slice.to - 1);
        const ownMs = slice.to - slice.from;
        // Around a fold even the shortest slice may take more than the vendor answers.
        const isShortest = ownMs < 2 * granularityMs || to.epochMs - ownMs > within;
        if (fold === null && !isShortest) expect(to.epochMs).toBeLessThanOrEqual(within);
      }
    });
  });

  it('is done once it is carried out', () => {
    holds((input) => {
      const { slices } = planStream(input);
      const ledger = slices.reduce<readonly CoverageInterval[]>(
        (known, slice) =>
          recordReading(known, { ...slice, readAt: input.now, rows: null, vendorRows: null }),
        input.ledger,
      );
      const next = planStream({ ...input, ledger, lookback: 'PT0S' });
      expect(gapsIn(next.asked, ledger)).toEqual(unionWindows(next.permanentGaps));
      const open = next.slices.filter(({ from }) => input.zone.foldAt(from) === null);
      expect(open).toEqual([]);
    });
  });

  it('takes folds whole also over a ledger of another zone', () => {
    const zone = zoneOf('Europe/Warsaw');
    fc.assert(
      fc.property(anyInput, (input) => {
        for (const { from } of planStream({ ...input, zone }).slices) {
          expect(zone.foldAt(from)?.from ?? from).toBe(from);
        }
      }),
      { numRuns: 200 },
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { intersectWindows, subtractWindows, unionWindows, type Window } from './window.ts';

const points = Array.from({ length: 24 }, (_, point) => point);
const point = fc.integer({ min: 0, max: 23 });
const windows = fc.array(fc.record({ from: point, to: point }), { maxLength: 8 });

function members(list: readonly Window[]): number[] {
  return points.filter((at) => list.some(({ from, to }) => from <= at && at < to));
}

/** Sorted, without overlaps, touching ones joined, none empty: the only list that says the same. */
function expectMinimal(list: readonly Window[]): void {
  list.forEach((window, index) => {
    expect(window.from).toBeLessThan(window.to);
    const next = list[index + 1];
    if (next !== undefined) expect(window.to).toBeLessThan(next.from);
  });
}

describe('windows', () => {
  it('unite to what is in any of them', () => {
    fc.assert(
      fc.property(windows, windows, (a, b) => {
        const union = unionWindows([...a, ...b]);
        expectMinimal(union);
        expect(members(union)).toEqual(
          points.filter((at) => [...members(a), ...members(b)].includes(at)),
        );
        expect(unionWindows([...b, ...a])).toEqual(union);
        expect(unionWindows(union)).toEqual(union);
      }),
    );
  });

  it('subtract to what is in the first alone', () => {
    fc.assert(
      fc.property(windows, windows, (a, b) => {
        const rest = subtractWindows(a, b);
        expectMinimal(rest);
        expect(members(rest)).toEqual(members(a).filter((at) => !members(b).includes(at)));
      }),
    );
  });

  it('intersect to what is in both', () => {
    fc.assert(
      fc.property(windows, windows, (a, b) => {
        const both = intersectWindows(a, b);
        expectMinimal(both);
        expect(members(both)).toEqual(members(a).filter((at) => members(b).includes(at)));
        expect(intersectWindows(b, a)).toEqual(both);
      }),
    );
  });

  it('split into what is subtracted and what remains', () => {
    fc.assert(
      fc.property(windows, windows, (a, b) => {
        const parts = [...subtractWindows(a, b), ...intersectWindows(a, b)];
        expect(unionWindows(parts)).toEqual(unionWindows(a));
      }),
    );
  });

  it('may be endless', () => {
    const before = { from: Number.NEGATIVE_INFINITY, to: 5 };
    const after = { from: 3, to: Number.POSITIVE_INFINITY };
    expect(unionWindows([after, before])).toEqual([
      { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY },
    ]);
    expect(intersectWindows([before], [after])).toEqual([{ from: 3, to: 5 }]);
    expect(subtractWindows([before], [after])).toEqual([{ from: Number.NEGATIVE_INFINITY, to: 3 }]);
  });

  it('leave what they were given untouched', () => {
    const given = Object.freeze([
      Object.freeze({ from: 0, to: 2 }),
      Object.freeze({ from: 1, to: 3 }),
    ]);
    expect(unionWindows(given)).toEqual([{ from: 0, to: 3 }]);
    expect(given).toEqual([
      { from: 0, to: 2 },
      { from: 1, to: 3 },
    ]);
  });
});

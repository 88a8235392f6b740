import { toInstant } from '@cdr/core';
import { createTrial, type Trial } from '@cdr/testkit';
import { describe, expect, it } from 'vitest';
import { callAt } from './__fixtures__/calls.ts';
import caresoft from './index.ts';
import { type CareSoftApiOptions, createVendorApi, describeVendorApi } from './vendor-api.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** Midnight in Vietnam. */
const from = Date.UTC(2024, 4, 31, 17);
const asked = { from, to: from + 20 * dayMs };
const now = from + 100 * dayMs;

/**
 * A trial over calls that began so many hours after midnight of the first day, and the lower bounds that
 * the vendor was asked with.
 */
function openTrial(
  hours: readonly number[],
  zReading: 'wall' | 'utc',
  readings: Partial<CareSoftApiOptions>,
): Trial & { asked: () => readonly string[] } {
  const bounds: string[] = [];
  const trial = createTrial({
    provider: caresoft,
    streams: ['calls'],
    calls: hours.map((hour) =>
      callAt(toInstant(from + hour * hourMs), { direction: 'outbound', durationMs: 60_000 }),
    ),
    now,
    createVendor(calls, clock) {
      const api = createVendorApi(calls, { ...readings, now: () => clock.now() });
      return {
        options: { ...describeVendorApi('https://caresoft.test').options, zReading },
        answer(request) {
          bounds.push(new URL(request.url).searchParams.get('start_time_since') ?? '');
          return api(request);
        },
      };
    },
  });
  return { ...trial, asked: () => bounds };
}

describe('a vendor that reads the times of requests by another clock', () => {
  it.each([
    ['and hides the first calls of a range', 'wall', 'utc', [3, 30, 55]],
    ['and hides the last calls of a range', 'utc', 'wall', [30, 20 * 24 - 2]],
    ['and shows those of another range in their place', 'wall', 'utc', [30, 20 * 24 + 3]],
  ] as const)('%s, is found out', async (_what, zReading, z, hours) => {
    const trial = openTrial(hours, zReading, { z });
    const { status, report } = await trial.sync(asked);
    expect(status).toBe('failed');
    expect(report.errors.join()).toMatch(/check timeZone and options\.zReading/);
    expect(await trial.stored()).toEqual([]);
    expect(await trial.coverage()).toEqual([]);
  });

  it('is asked for one call by its time, once in a run', async () => {
    for (const z of ['wall', 'utc'] as const) {
      const trial = openTrial([3, 30, 55, 29 * 24], z, { z, firstPage: 0 });
      const { status } = await trial.sync({ ...asked, to: from + 50 * dayMs });
      expect(status).toBe('complete');
      expect(await trial.stored()).toHaveLength(4);
      const alone = { wall: '2024-06-01T02:59', utc: '2024-05-31T19:59' }[z];
      expect(trial.asked().filter((since) => since.startsWith(alone))).toEqual([`${alone}:00Z`]);
    }
  });
});

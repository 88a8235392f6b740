import { type StatisticsStream, streamsOf } from '@cdr/core';
import { describe, expect, it } from 'vitest';
import { createAcmeProvider } from '../../__fixtures__/acme/acme-provider.ts';
import { acmeSubject } from '../../__fixtures__/acme/acme-subject.ts';
import { callsWithin } from '../trial.ts';
import { createStatisticsLab } from './statistics-lab.ts';
import { repeatingStage } from './statistics-stage.ts';

const subject = acmeSubject(createAcmeProvider());
const [sums] = streamsOf(subject.provider.manifest, 'statistics');

function repeating(interval: StatisticsStream['interval'], calendarUnit: 'day' | 'week' | 'month') {
  if (sums === undefined) expect.fail('Acme has sums');
  const window = { ...sums.window, calendarUnit };
  const lab = createStatisticsLab(subject, { ...sums, interval, window });
  const { calendar, zone } = lab;
  return { calendar, ...repeatingStage(lab, zone.firstAt(Date.UTC(2025, 0))) };
}

describe('a range in which names of intervals come again', () => {
  it.each([
    ['day', ['11-30', '12-01', '12-31', '01-01', '01-30', '01-31']],
    ['week', ['W52', 'W01', 'W52', 'W01', 'W52', 'W01']],
    ['month', ['12', '01', '12', '01', '12', '01']],
  ] as const)('is read around its ends and its midst, each %s alone', (unit, names) => {
    const { parts, calls, calendar } = repeating(unit, unit);
    const intervals = parts.flatMap((part) => [...calendar.within(part)]);
    expect(intervals.map(({ label }) => label.slice(5))).toEqual(names);
    for (const interval of intervals) {
      expect(callsWithin(calls, [interval])).not.toEqual([]);
    }
  });

  it('is read whole where several intervals are asked about at once', () => {
    const { parts, calendar } = repeating('day', 'month');
    expect(parts).toHaveLength(1);
    const days = parts.flatMap((part) => [...calendar.within(part)]);
    expect(days).toHaveLength(70);
  });
});

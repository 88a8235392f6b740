import {
  type Calendar,
  createCalendar,
  intersectWindows,
  type StatisticsStream,
  unionWindows,
  zoneOf,
} from '@cdr/core';
import { listStatistics } from '../../store/store-content.ts';
import type { ProviderSubject } from '../provider-subject.ts';
import { answersOf, createTrialStand, expectCovered, type StreamLab } from '../stream-lab.ts';
import { ordinaryStatistics } from './statistics-stage.ts';
import { expectSameSums, storedSums, sumsOf } from './sums.ts';

/** Where the checks of a stream of statistics are made. */
export interface StatisticsLab extends StreamLab<StatisticsStream> {
  /** Of the stream's intervals, in the zone of the manifest. */
  readonly calendar: Calendar;
}

/** Sets up for a subject, and a stream of statistics of its provider. */
export function createStatisticsLab<Options extends object>(
  subject: ProviderSubject<Options>,
  stream: StatisticsStream,
): StatisticsLab {
  const { provider } = subject;
  const zone = zoneOf(provider.manifest.timeZone);
  const lab: StatisticsLab = {
    ...createTrialStand(subject, { stream }),
    provider,
    stream,
    zone,
    calendar: createCalendar(stream.interval, zone),
    answers: answersOf(subject, stream),
    ordinaryStage: (seed) => ordinaryStatistics(lab, seed),
    async expectTruth(trial, { calls }) {
      const { timeZone } = trial.source.settings;
      const covered = unionWindows(await trial.coverage());
      const calendar = createCalendar(stream.interval, zoneOf(timeZone));
      const now = trial.clock.now();
      const told = calls.filter(({ startedAt, endedAt }) => {
        const { from } = calendar.at(Date.parse(startedAt));
        const isOver = Date.parse(endedAt ?? startedAt) <= now;
        return isOver && intersectWindows([{ from, to: from + 1 }], covered).length > 0;
      });
      const stored = storedSums(await listStatistics(trial.store), stream);
      expectSameSums(stored, sumsOf(told, stream, timeZone));
    },
    async expectComplete(trial, outcome) {
      await expectCovered(trial, outcome);
      await lab.expectTruth(trial, outcome);
    },
    async readOnce(trial, { asked }, signal) {
      const source = await trial.ready();
      const { from, to } = lab.calendar.at(asked.from);
      await source
        .connect(() => {})
        .readStatistics?.({ stream: stream.id, owned: { from, to }, signal });
    },
  };
  return lab;
}

import type { Check } from '../check.ts';
import { crashChecks } from '../checks/crashes.ts';
import { faultChecks } from '../checks/faults.ts';
import { hygieneChecks } from '../checks/hygiene.ts';
import { additivityChecks } from './checks/additivity.ts';
import { badRowChecks } from './checks/bad-rows.ts';
import { calendarChecks } from './checks/calendar.ts';
import { changeChecks } from './checks/changes.ts';
import { exactnessChecks } from './checks/exactness.ts';
import { manifestChecks } from './checks/manifest.ts';
import type { StatisticsLab } from './statistics-lab.ts';

const groups: readonly ((lab: StatisticsLab, others: readonly StatisticsLab[]) => Check[])[] = [
  exactnessChecks,
  additivityChecks,
  calendarChecks,
  changeChecks,
  badRowChecks,
  faultChecks,
  crashChecks,
  hygieneChecks,
  manifestChecks,
];

/** Everything that a stream of statistics must do, the other ones of its provider at hand. */
export function statisticsChecks(lab: StatisticsLab, others: readonly StatisticsLab[]): Check[] {
  return groups.flatMap((checksOf) => checksOf(lab, others));
}

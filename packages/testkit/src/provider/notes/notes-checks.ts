import type { Check } from '../check.ts';
import { crashChecks } from '../checks/crashes.ts';
import { faultChecks } from '../checks/faults.ts';
import { hygieneChecks } from '../checks/hygiene.ts';
import { badRowChecks } from './checks/bad-rows.ts';
import { changeChecks } from './checks/changes.ts';
import { exactnessChecks } from './checks/exactness.ts';
import { paceChecks } from './checks/pace.ts';
import type { NotesLab } from './notes-lab.ts';

const groups: readonly ((lab: NotesLab) => Check[])[] = [
  exactnessChecks,
  changeChecks,
  badRowChecks,
  paceChecks,
  faultChecks,
  crashChecks,
  hygieneChecks,
];

/** Everything that a stream of notes must do. */
export function notesChecks(lab: NotesLab): Check[] {
  return groups.flatMap((checksOf) => checksOf(lab));
}

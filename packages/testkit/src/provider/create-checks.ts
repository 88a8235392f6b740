import { streamsOf } from '@cdr/core';
import { withinBounds } from './bound.ts';
import type { Check } from './check.ts';
import { badRowChecks } from './checks/bad-rows.ts';
import { changeChecks } from './checks/changes.ts';
import { clockChecks } from './checks/clocks.ts';
import { crashChecks } from './checks/crashes.ts';
import { exactnessChecks } from './checks/exactness.ts';
import { faultChecks } from './checks/faults.ts';
import { hygieneChecks } from './checks/hygiene.ts';
import { manifestChecks } from './checks/manifest.ts';
import { pageChecks } from './checks/pages.ts';
import { readingChecks } from './checks/readings.ts';
import { recordingChecks } from './checks/recordings.ts';
import { recordChecks } from './checks/records.ts';
import { settingChecks } from './checks/settings.ts';
import { timeChecks } from './checks/time.ts';
import { verificationChecks } from './checks/verification.ts';
import { windowChecks } from './checks/windows.ts';
import { createLab, type Lab } from './lab.ts';
import { notesChecks } from './notes/notes-checks.ts';
import { createNotesLab } from './notes/notes-lab.ts';
import type { ProviderSubject } from './provider-subject.ts';
import { statisticsChecks } from './statistics/statistics-checks.ts';
import { createStatisticsLab } from './statistics/statistics-lab.ts';
import type { StreamLab } from './stream-lab.ts';

const groups: readonly ((lab: Lab) => Check[])[] = [
  exactnessChecks,
  windowChecks,
  recordChecks,
  readingChecks,
  timeChecks,
  clockChecks,
  pageChecks,
  changeChecks,
  settingChecks,
  badRowChecks,
  faultChecks,
  crashChecks,
  verificationChecks,
  hygieneChecks,
  recordingChecks,
  manifestChecks,
];

/**
 * Everything that the provider must do, as checks that any test runner can run. Their names begin
 * with the id of the stream, but for those of the first stream of calls.
 */
export function createProviderChecks<Options extends object>(
  subject: ProviderSubject<Options>,
): Check[] {
  const { manifest } = subject.provider;
  const [first, ...others] = streamsOf(manifest, 'calls').map((own) => createLab(subject, own));
  const sums = streamsOf(manifest, 'statistics').map((own) => createStatisticsLab(subject, own));
  const checks: Check[] = [];
  if (first !== undefined) checks.push(...cleaningUp(first, callChecks(first)));
  for (const lab of others) checks.push(...ofStream(lab, callChecks(lab)));
  for (const lab of sums) checks.push(...ofStream(lab, statisticsChecks(lab, sums)));
  const numbered = streamsOf(manifest, 'calls').find(({ identity }) => identity === 'id');
  for (const stream of streamsOf(manifest, 'notes')) {
    if (numbered === undefined) continue;
    const lab = createNotesLab(subject, stream, numbered);
    checks.push(...ofStream(lab, notesChecks(lab)));
  }
  return checks;
}

function callChecks(lab: Lab): Check[] {
  return groups.flatMap((checksOf) => checksOf(lab));
}

/** The checks under names that tell the stream as well. */
function ofStream(lab: StreamLab, checks: readonly Check[]): Check[] {
  const { id } = lab.stream;
  return cleaningUp(lab, checks).map(({ name, group, run }) => ({
    name: `${id}: ${name}`,
    group: `${id}: ${group}`,
    run,
  }));
}

/** Leaves nothing behind, and takes nothing away from checks that run at the same time. */
function cleaningUp(lab: StreamLab, checks: readonly Check[]): Check[] {
  let running = 0;

  async function run(check: Check): Promise<void> {
    running += 1;
    try {
      await withinBounds(check.run);
    } finally {
      running -= 1;
      if (running === 0) await lab.close();
    }
  }

  return checks.map((check) => ({ ...check, run: () => run(check) }));
}

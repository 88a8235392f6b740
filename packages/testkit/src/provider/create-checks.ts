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
import type { ProviderSubject } from './provider-subject.ts';

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

/** Everything that the provider must do, as checks that any test runner can run. */
export function createProviderChecks<Options extends object>(
  subject: ProviderSubject<Options>,
): Check[] {
  const lab = createLab(subject);
  let running = 0;

  /** Leaves nothing behind, and takes nothing away from checks that run at the same time. */
  async function run(check: Check): Promise<void> {
    running += 1;
    try {
      await check.run();
    } finally {
      running -= 1;
      if (running === 0) await lab.close();
    }
  }

  return groups
    .flatMap((checksOf) => checksOf(lab))
    .map((check) => ({ ...check, run: () => run(check) }));
}

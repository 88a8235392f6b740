import { describe, it } from 'vitest';
import { createProviderChecks } from './create-checks.ts';
import { deviate, printDeviations } from './deviate.ts';
import type { ProviderSubject } from './provider-subject.ts';

/** Enough for a check that syncs a hundred times, on a busy machine. */
const timeoutMs = 120_000;

/**
 * Runs every check of the kit as a vitest test of its own; to be called at the top of a test file.
 * Throws `ConformanceError` when a deviation names no check.
 */
export function describeProvider<Options extends object>(subject: ProviderSubject<Options>): void {
  const { name: vendor } = subject.provider.manifest;
  const { deviations = {} } = subject;
  const checks = deviate(createProviderChecks(subject), deviations);
  process.stdout.write(printDeviations(vendor, deviations));
  describe(`${vendor} conforms`, () => {
    for (const group of new Set(checks.map((check) => check.group))) {
      describe(group, () => {
        for (const { name, run } of checks.filter((check) => check.group === group)) {
          it(name, run, timeoutMs);
        }
      });
    }
  });
}

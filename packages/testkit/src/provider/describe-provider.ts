import { describe, it } from 'vitest';
import type { Check } from './check.ts';
import { ConformanceError } from './conformance-error.ts';
import { createProviderChecks } from './create-checks.ts';
import type { ProviderSubject } from './provider-subject.ts';

/** Enough for a check that syncs a hundred times, on a busy machine. */
const timeoutMs = 60_000;

/**
 * Runs every check of the kit as a vitest test of its own; to be called at the top of a test file.
 * Deviations are tests, too, which say the reason and fail once the provider passes the check.
 * Throws `ConformanceError` when a deviation names no check.
 */
export function describeProvider<Options extends object>(subject: ProviderSubject<Options>): void {
  const { provider, deviations = {} } = subject;
  const checks = createProviderChecks(subject);
  assertKnown(Object.keys(deviations), checks);
  describe(`${provider.manifest.name} conforms`, () => {
    for (const group of new Set(checks.map((check) => check.group))) {
      describe(group, () => {
        for (const check of checks.filter((own) => own.group === group)) {
          const reason = deviations[check.name];
          if (reason === undefined) it(check.name, check.run, timeoutMs);
          else it(`deviates: ${check.name} (${reason})`, () => expectFailure(check), timeoutMs);
        }
      });
    }
  });
}

async function expectFailure({ name, run }: Check): Promise<void> {
  const passes = await run().then(
    () => true,
    () => false,
  );
  if (passes) throw new ConformanceError(`it passes "${name}" by now: take the deviation out`);
}

function assertKnown(names: readonly string[], checks: readonly Check[]): void {
  const unknown = names.find((name) => !checks.some((check) => check.name === name));
  if (unknown !== undefined) throw new ConformanceError(`no check is called "${unknown}"`);
}

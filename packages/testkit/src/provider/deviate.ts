import type { Check } from './check.ts';
import { ConformanceError } from './conformance-error.ts';

/**
 * The checks with deviations in the place of those that a provider doesn't pass: their names say
 * the reason, and they reject once it passes. Throws `ConformanceError` when a deviation names no
 * check.
 */
export function deviate(
  checks: readonly Check[],
  deviations: Readonly<Record<string, string>>,
): Check[] {
  const unknown = Object.keys(deviations).find((name) => !checks.some((own) => own.name === name));
  if (unknown !== undefined) throw new ConformanceError(`no check is called "${unknown}"`);
  return checks.map((check) => {
    const reason = deviations[check.name];
    if (reason === undefined) return check;
    return {
      group: check.group,
      name: `deviates: ${check.name} (${reason})`,
      run: () => expectFailure(check),
    };
  });
}

/** What a run tells of deviations, whether or not its reporter tells passing tests; "" where there are none. */
export function printDeviations(
  vendor: string,
  deviations: Readonly<Record<string, string>>,
): string {
  return Object.entries(deviations)
    .map(([name, reason]) => `${vendor} deviates where it ${name}: ${reason}\n`)
    .join('');
}

async function expectFailure({ name, run }: Check): Promise<void> {
  const passes = await run().then(
    () => true,
    () => false,
  );
  if (passes) throw new ConformanceError(`it passes "${name}" by now: take the deviation out`);
}

import type { Parameters } from './statistic.ts';

/** Parameters as JSON text that doesn't depend on the order of their keys; equal for equal ones alone. */
export function parametersText(parameters: Parameters): string {
  const entries = Object.entries(parameters).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify(Object.fromEntries(entries));
}

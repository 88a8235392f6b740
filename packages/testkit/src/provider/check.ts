/** One thing that every provider must do. */
export interface Check {
  /** Names the behaviour; unique within a provider's checks. */
  name: string;
  /** What kind of behaviour it is. */
  group: string;
  /** Rejects, most often with a `ConformanceError`, when the provider doesn't do it. */
  run: () => Promise<void>;
}

/** Joins checks of one kind. */
export function checkGroup(group: string, checks: Record<string, () => Promise<void>>): Check[] {
  return Object.entries(checks).map(([name, run]) => ({ name, group, run }));
}

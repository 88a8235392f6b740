/** What is odd about statistics, each kind of it told once. */
export interface Oddities {
  add(warnings: readonly string[]): void;
  texts(): string[];
}

/** Counts how many statistics each warning is about. */
export function createOddities(): Oddities {
  const counts = new Map<string, number>();
  return {
    add(warnings) {
      for (const warning of warnings) counts.set(warning, (counts.get(warning) ?? 0) + 1);
    },
    texts: () =>
      [...counts].map(
        ([warning, count]) => `${warning}, in ${count} of the statistics; they are kept as told`,
      ),
  };
}

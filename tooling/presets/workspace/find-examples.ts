import { dirname } from 'node:path';

/** A block of TypeScript in a README. */
export interface Example {
  /** File and first line of the code. */
  where: string;
  /** The README's folder. */
  folder: string;
  code: string;
  /** What the README says that it prints: the `text` block right below; `null` without one. */
  prints: string | null;
}

const block = /^```ts\n(?<code>.*?)^```\n?(?:\s*^```text\n(?<prints>.*?)^```)?/gms;

/** Every block of a README that is fenced as `ts`. */
export function findExamples(path: string, readme: string): Example[] {
  return [...readme.matchAll(block)].map((match) => ({
    where: `${path}:${readme.slice(0, match.index).split('\n').length + 1}`,
    folder: dirname(path),
    code: match.groups?.code ?? '',
    prints: match.groups?.prints ?? null,
  }));
}

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

/** A block that quotes a file: its first line is a comment that names it. */
export interface Quote {
  /** File and first line of the quote. */
  where: string;
  /** The file that is quoted, from the workspace's root. */
  path: string;
  text: string;
}

const block = /^```ts\n(?<code>.*?)^```\n?(?:\s*^```text\n(?<prints>.*?)^```)?/gms;

const quote = /^```typescript\n\/\/ (?<path>\S+)\n(?<text>.*?)^```/gms;

/** Every block of a README that is fenced as `ts`. */
export function findExamples(path: string, readme: string): Example[] {
  return [...readme.matchAll(block)].map((match) => ({
    where: `${path}:${lineBehind(readme, match.index)}`,
    folder: dirname(path),
    code: match.groups?.code ?? '',
    prints: match.groups?.prints ?? null,
  }));
}

/** Every block of a document that is fenced as `typescript` and names the file that it quotes. */
export function findQuotes(path: string, document: string): Quote[] {
  return [...document.matchAll(quote)].map((match) => ({
    where: `${path}:${lineBehind(document, match.index) + 1}`,
    path: match.groups?.path ?? '',
    text: match.groups?.text ?? '',
  }));
}

/** The number of the line behind that in which a match begins. */
function lineBehind(text: string, index: number): number {
  return text.slice(0, index).split('\n').length + 1;
}

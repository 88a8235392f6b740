import { type Page, UnstableListError } from '@cdr/core';

/** Characters of a row that are looked at first: of rows that differ, some of these nearly always do. */
const sampledCharacters = 24;

/**
 * Looks at each page of a list; throws `UnstableListError` for one whose rows have all come before.
 * The last page costs nothing: rows are remembered when another page comes.
 */
export function createRepetitionGuard(): (page: Page) => void {
  const pages: (readonly string[])[] = [];
  /** Of the rows of these: looking whole rows up takes several times as long. */
  const samples = new Set<number>();
  /** The rows themselves, once samples alone didn't tell. */
  let rows: Set<string> | null = null;
  let previous: readonly string[] = [];

  function remember(texts: readonly string[]): void {
    pages.push(texts);
    for (const text of texts) {
      samples.add(sampleOf(text));
      rows?.add(text);
    }
  }

  function hasAll(texts: readonly string[]): boolean {
    if (texts.length === 0 || !texts.every((text) => samples.has(sampleOf(text)))) return false;
    const known = rows ?? new Set(pages.flat());
    rows = known;
    return texts.every((text) => known.has(text));
  }

  return ({ texts }) => {
    remember(previous);
    previous = texts;
    if (hasAll(texts)) throw unstable('A page brought only rows that an earlier one had brought');
  };
}

/** The same number for the same text, and seldom for another. */
function sampleOf(text: string): number {
  const { length } = text;
  const step = Math.max(1, Math.floor(length / sampledCharacters));
  let sample = length;
  for (let at = length - 1; at >= 0; at -= step) {
    sample = (Math.imul(sample, 31) + text.charCodeAt(at)) | 0;
  }
  return sample;
}

/** A list that contradicts itself. */
export function unstable(what: string): UnstableListError {
  return new UnstableListError({
    what,
    todo: 'The range stays uncovered, and the next sync reads it again',
  });
}

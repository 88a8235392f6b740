import { type Page, UnstableListError } from '@cdr/core';

/**
 * Looks at each page of a list; throws `UnstableListError` for one whose rows have all come before.
 * The last page costs nothing: rows are remembered when another page comes.
 */
export function createRepetitionGuard(): (page: Page) => void {
  const seen = new Set<string>();
  let previous: readonly string[] = [];
  return ({ texts }) => {
    for (const text of previous) seen.add(text);
    previous = texts;
    if (texts.length > 0 && texts.every((text) => seen.has(text))) {
      throw unstable('A page brought only rows that an earlier one had brought');
    }
  };
}

/** A list that contradicts itself. */
export function unstable(what: string): UnstableListError {
  return new UnstableListError({
    what,
    todo: 'The range stays uncovered, and the next sync reads it again',
  });
}

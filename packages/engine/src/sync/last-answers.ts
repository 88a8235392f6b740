import type { AnswerRecord, Store, StreamKey, Window } from '@cdr/core';

/** How exactly this window was answered before; `null` when that isn't known. */
export type LastAnswer = (window: Window) => AnswerRecord | null;

/** Reads once what slices inside a range are asked of one by one. */
export async function readLastAnswers(
  store: Store,
  key: StreamKey,
  within: Window,
): Promise<LastAnswer> {
  const known = await store.lastAnswers(key, within);
  const answers = new Map(known.map(({ window, answer }) => [nameOf(window), answer]));
  return (window) => answers.get(nameOf(window)) ?? null;
}

function nameOf({ from, to }: Window): string {
  return `${from} ${to}`;
}

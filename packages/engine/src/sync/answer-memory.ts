import type { AnswerRecord, RepeatedReading, Store, StreamKey, Window } from '@cdr/core';

/** How windows were answered before. */
export interface AnswerMemory {
  /** How exactly this window was answered; `null` when that isn't known. */
  answerOf(window: Window): AnswerRecord | null;
  /** Has the store confirm a known answer; forgets it where its calls have changed since. */
  confirm(reading: RepeatedReading): Promise<boolean>;
}

/** Where every row is needed. */
export const noMemory: AnswerMemory = {
  answerOf: () => null,
  confirm: () => Promise.resolve(false),
};

/**
 * Reads once what slices inside a range are asked of one by one. All answers that gather while the
 * store is busy are confirmed in one transaction.
 */
export async function openAnswerMemory(
  store: Store,
  key: StreamKey,
  within: Window,
): Promise<AnswerMemory> {
  const known = await store.lastAnswers(key, within);
  const answers = new Map(known.map(({ window, answer }) => [nameOf(window), answer]));
  let waiting: RepeatedReading[] = [];
  let batch: Promise<boolean[]> = Promise.resolve([]);
  let next: Promise<boolean[]> | null = null;

  /** Begins once the batch before it is done. */
  async function confirmWaiting(before: Promise<unknown>): Promise<boolean[]> {
    await before.catch(() => undefined);
    const readings = waiting;
    waiting = [];
    next = null;
    return store.confirm(readings);
  }

  return {
    answerOf: (window) => answers.get(nameOf(window)) ?? null,
    async confirm(reading) {
      const place = waiting.push(reading) - 1;
      next ??= batch = confirmWaiting(batch);
      const confirmed = (await next)[place] === true;
      if (!confirmed) answers.delete(nameOf(reading.window));
      return confirmed;
    },
  };
}

function nameOf({ from, to }: Window): string {
  return `${from} ${to}`;
}

import type {
  Call,
  CallQuery,
  CallReading,
  KnownAnswer,
  ReadingProof,
  Store,
  StreamKey,
} from '@cdr/core';
import { createMemoryStore } from '@cdr/store';
import { expect } from 'vitest';
import { minute } from './sample-readings.ts';
import type { Step } from './scenario-arbitrary.ts';
import {
  contentOf,
  listAll,
  listDue,
  listNotes,
  listRejected,
  listStatistics,
  sortRejected,
} from './store-content.ts';
import type { StoreSubject } from './store-subject.ts';

/**
 * Takes an empty store and the memory store, the model, through the same steps, and expects that
 * they can't be told apart at any moment.
 */
export async function runScenario(subject: StoreSubject, steps: readonly Step[]): Promise<void> {
  const model = createMemoryStore(() => 0);
  let { store } = subject;
  const committed: CallReading[] = [];
  for (const step of steps) {
    switch (step.kind) {
      case 'commit':
        expect(await store.commit(step.reading)).toEqual(await model.commit(step.reading));
        committed.push(step.reading);
        break;
      case 'confirm':
        await expectConfirmed(store, model, committed.at(-1 - step.index), step.proof);
        break;
      case 'list':
        expect(await listAll(store, step.query)).toEqual(await listAll(model, step.query));
        expect(await store.count(step.query.filter)).toBe(await model.count(step.query.filter));
        break;
      case 'page':
        await expectPages(store, model, step.query, step.pageSize);
        break;
      case 'delete-rejected':
        await deleteRejectedAt(store, step.index);
        await deleteRejectedAt(model, step.index);
        break;
      case 'delete-raw':
        expect(await store.deleteRawBefore(step.before, step.source)).toBe(
          await model.deleteRawBefore(step.before, step.source),
        );
        break;
      case 'commit-statistics':
        expect(await store.commitStatistics(step.reading)).toEqual(
          await model.commitStatistics(step.reading),
        );
        break;
      case 'list-statistics':
        expect(await listStatistics(store, step.query)).toEqual(
          await listStatistics(model, step.query),
        );
        break;
      case 'commit-notes':
        expect(await store.commitNotes(step.reading)).toEqual(
          await model.commitNotes(step.reading),
        );
        break;
      case 'list-notes':
        expect(await listNotes(store, step.query)).toEqual(await listNotes(model, step.query));
        break;
      case 'list-due':
        expect(await listDue(store, step.rule)).toEqual(await listDue(model, step.rule));
        expect(await store.countNotesDue(step.rule)).toBe(await model.countNotesDue(step.rule));
        break;
      case 'reopen':
        store = (await subject.reopen?.()) ?? store;
    }
    expect(await contentOf(store)).toEqual(await contentOf(model));
  }
}

async function expectConfirmed(
  store: Store,
  model: Store,
  reading: CallReading | undefined,
  proof: ReadingProof,
): Promise<void> {
  if (reading === undefined) return;
  const { source, stream, provider, window, answer } = reading;
  const key = { source, stream };
  expect(await listAnswers(store, key)).toEqual(await listAnswers(model, key));
  const repeated = { ...key, provider, window, proof, digest: answer?.digest ?? 0 };
  expect(await store.confirm([repeated])).toEqual(await model.confirm([repeated]));
}

async function listAnswers(store: Store, key: StreamKey): Promise<KnownAnswer[]> {
  const everything = { from: minute(-1), to: minute(1000) };
  const answers = await store.lastAnswers(key, everything);
  return answers.sort((a, b) => a.window.from - b.window.from);
}

async function expectPages(
  store: Store,
  model: Store,
  { filter = {}, order = 'asc' }: CallQuery,
  pageSize: number,
): Promise<void> {
  const all = await listAll(model, { filter, order });
  const byOffset: Call[] = [];
  const byKey: Call[] = [];
  for (let offset = 0; offset < all.length; offset += pageSize) {
    byOffset.push(...(await listAll(store, { filter, order, offset, limit: pageSize })));
    const last = byKey.at(-1);
    const after = last === undefined ? {} : { after: { startedAt: last.startedAt, id: last.id } };
    byKey.push(...(await listAll(store, { filter, order, ...after, limit: pageSize })));
  }
  expect(byOffset).toEqual(all);
  expect(byKey).toEqual(all);
}

async function deleteRejectedAt(store: Store, index: number): Promise<void> {
  const row = sortRejected(await listRejected(store))[index];
  await store.deleteRejected(row === undefined ? [] : [row.id]);
}

import type { OutboxMessage, SyncRun } from '@cdr/core';
import { describe, expect, it } from 'vitest';
import { type OpenStore, withStore } from '../store-subject.ts';

const first: OutboxMessage = {
  id: 'b',
  receiver: 'r1',
  event: 'calls.stored',
  body: '{"name":"Żak \\"x\\""}',
  createdAt: '2025-03-01T10:00:00.000Z',
  attempts: 0,
  nextAt: '2025-03-01T10:00:00.000Z',
};
const second: OutboxMessage = { ...first, id: 'a', nextAt: '2025-03-01T10:00:00.001Z' };
const other: OutboxMessage = { ...first, id: 'c', receiver: 'r2' };
const run: SyncRun = {
  id: 'run',
  startedAt: first.createdAt,
  endedAt: first.createdAt,
  status: 'complete',
  report: { a: 1 },
};

/** How messages wait. */
export function describeOutbox(openStore: OpenStore): void {
  describe('the outbox', () => {
    it('holds messages until they are done with, the next one first', () =>
      withStore(openStore, async ({ store, reopen }) => {
        await store.addToOutbox([second, first, other]);
        const query = { receiver: 'r1', limit: 10 };
        expect(await store.outbox(query)).toEqual([first, second]);
        expect(await store.outbox({ ...query, limit: 1 })).toEqual([first]);
        const again = { attempts: 3, nextAt: '2025-03-02T10:00:00.000Z' };
        await store.settleMessage('b', again);
        expect(await store.outbox(query)).toEqual([second, { ...first, ...again }]);
        const own = (await reopen?.()) ?? store;
        await own.settleMessage('a', null);
        expect(await own.outbox(query)).toEqual([{ ...first, ...again }]);
        expect(await own.outbox({ receiver: 'r2', limit: 10 })).toEqual([other]);
      }));

    it('holds no message twice, and the first state of one that comes again', () =>
      withStore(openStore, async ({ store }) => {
        await store.addToOutbox([first]);
        await store.addToOutbox([{ ...first, body: 'other' }, second]);
        expect(await store.outbox({ receiver: 'r1', limit: 10 })).toEqual([first, second]);
        await store.settleMessage('nobody', null);
        await store.settleMessage('nobody', { attempts: 1, nextAt: first.nextAt });
        expect(await store.outbox({ receiver: 'r1', limit: 10 })).toHaveLength(2);
      }));

    it('takes in what is told of a run with the run', () =>
      withStore(openStore, async ({ store }) => {
        await store.recordRun(run, [first]);
        await store.recordRun(run, []);
        expect(await store.runs(9)).toEqual([run]);
        expect(await store.outbox({ receiver: 'r1', limit: 10 })).toEqual([first]);
      }));
  });
}

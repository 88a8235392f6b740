import type { AnswerRecord } from '@cdr/core';
import { describe, expect, it } from 'vitest';
import { minute, sampleReading, sampleRow } from '../sample-readings.ts';
import { contentOf } from '../store-content.ts';
import { type OpenStore, withStore } from '../store-subject.ts';

const key = { source: 'alpha', stream: 'calls' };
const rows = [sampleRow('alpha:1', 0), sampleRow('alpha:2', 1)];
const answer: AnswerRecord = {
  digest: Number.MAX_SAFE_INTEGER,
  received: 5,
  outside: 1,
  duplicate: 1,
  vendorRows: 3,
};
const reading = sampleReading([0, 10], rows, {
  proof: { state: 'provisional', readAt: minute(1000), vendorRows: 3 },
  answer,
});
const { window } = reading;
const proof = { state: 'sealed' as const, readAt: minute(2000), vendorRows: 3 };
const again = { ...key, provider: 'sample', window, proof, digest: answer.digest };

/** How stores know answers again. */
export function describeAnswers(openStore: OpenStore): void {
  describe('answers', () => {
    it('are known for the windows that were read', () =>
      withStore(openStore, async ({ store }) => {
        expect(await store.lastAnswers(key, window)).toEqual([]);
        await store.commit(reading);
        expect(await store.lastAnswers(key, window)).toEqual([{ window, answer }]);
        expect(await store.lastAnswers(key, { from: minute(0), to: minute(99) })).toHaveLength(1);
        expect(await store.lastAnswers(key, { from: minute(0), to: minute(9) })).toEqual([]);
        expect(await store.lastAnswers(key, { from: minute(1), to: minute(10) })).toEqual([]);
        expect(await store.lastAnswers({ ...key, source: 'beta' }, window)).toEqual([]);
        expect(await store.lastAnswers({ ...key, stream: 'other' }, window)).toEqual([]);
      }));

    it('that repeat bring the ledger up to date and write nothing else', () =>
      withStore(openStore, async ({ store }) => {
        await store.commit(reading);
        const before = await contentOf(store);
        expect(await store.confirm([again])).toEqual([true]);
        const range = { ...key, from: window.from, to: window.to };
        expect(await contentOf(store)).toEqual({
          ...before,
          coverage: [{ ...range, ...proof, rows: 2 }],
        });
        expect(await store.lastAnswers(key, window)).toEqual([{ window, answer }]);
      }));

    it.each([
      ['a reading of the same window', sampleReading([0, 10], rows)],
      ['a reading of a part of it', sampleReading([8, 9], [])],
      ['a reading that reaches into it', sampleReading([9, 20], [])],
    ])('are forgotten after %s', (_, other) =>
      withStore(openStore, async ({ store }) => {
        await store.commit(reading);
        await store.commit(other);
        expect(await store.lastAnswers(key, window)).toEqual([]);
        expect(await store.confirm([again])).toEqual([false]);
      }),
    );

    it.each([
      ['lost a call to another window', sampleReading([20, 30], [sampleRow('alpha:1', 25)])],
      [
        'got a call without proof',
        sampleReading([0, 30], [sampleRow('alpha:3', 4)], { proof: null }),
      ],
      [
        'had a call changed without proof',
        sampleReading([0, 30], [sampleRow('alpha:1', 0, { destination: 'new' })], { proof: null }),
      ],
    ])('confirm nothing when the window has %s', (_, other) =>
      withStore(openStore, async ({ store }) => {
        await store.commit(reading);
        await store.commit(other);
        const before = await contentOf(store);
        expect(await store.confirm([again])).toEqual([false]);
        expect(await contentOf(store)).toEqual(before);
      }),
    );

    it('confirm nothing under another digest', () =>
      withStore(openStore, async ({ store }) => {
        await store.commit(reading);
        expect(await store.confirm([{ ...again, digest: answer.digest - 1 }])).toEqual([false]);
      }));

    it('count the calls that were stored before and stay', () =>
      withStore(openStore, async ({ store }) => {
        await store.commit(sampleReading([0, 10], [sampleRow('alpha:9', 3)]));
        await store.commit(reading);
        expect(await store.confirm([again])).toEqual([true]);
        expect(await store.coverage()).toMatchObject([{ state: 'sealed', rows: 3 }]);
      }));

    it('are confirmed together, each for itself', () =>
      withStore(openStore, async ({ store }) => {
        const earlier = sampleReading([-20, -10], [sampleRow('alpha:e', -15)]);
        const empty = sampleReading([10, 20], []);
        const later = sampleReading([30, 40], [sampleRow('alpha:l', 35)]);
        const readings = [later, reading, earlier, empty].map((own) => ({ ...own, answer }));
        for (const own of readings) await store.commit(own);
        await store.commit(sampleReading([35, 36], [sampleRow('alpha:l', 35)], { proof: null }));
        await store.commit(sampleReading([30, 40], [sampleRow('alpha:x', 36)], { proof: null }));
        const before = await store.coverage();
        const repeated = readings.map((own) => ({ ...again, window: own.window }));
        expect(await store.confirm(repeated)).toEqual([false, true, true, true]);
        expect(await store.confirm([])).toEqual([]);
        expect(
          (await store.coverage()).map(({ from, to, rows, readAt }) => [from, to, rows, readAt]),
        ).toEqual([
          [minute(-20), minute(-10), 1, proof.readAt],
          [minute(0), minute(20), 2, proof.readAt],
          [minute(30), minute(40), 2, before.at(-1)?.readAt],
        ]);
      }));

    it('are known after the store was opened again', () =>
      withStore(openStore, async (subject) => {
        await subject.store.commit(reading);
        const store = (await subject.reopen?.()) ?? subject.store;
        expect(await store.lastAnswers(key, window)).toEqual([{ window, answer }]);
        expect(await store.confirm([again])).toEqual([true]);
      }));
  });
}

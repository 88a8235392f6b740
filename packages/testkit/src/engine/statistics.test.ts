import {
  AuthError,
  type MappedStatistic,
  type Statistic,
  type Store,
  TransportError,
} from '@cdr/core';
import { coverageReport, replayRejected } from '@cdr/engine';
import { describe, expect, it } from 'vitest';
import {
  type ArtificialSums,
  createArtificialStatistics,
  type SummedCall,
} from '../__fixtures__/artificial/artificial-statistics.ts';
import { at } from '../__fixtures__/artificial/artificial-vendor.ts';
import { createEngineBench } from '../__fixtures__/artificial/engine-bench.ts';
import { stores } from '../__fixtures__/artificial/stores.ts';
import { listRejected, listStatistics } from '../store/store-content.ts';
import { withStore } from '../store/store-subject.ts';

const hourMs = 3_600_000;
const now = at('2025-05-02T09:00');
const since = '2025-04-28';
const calls: SummedCall[] = Array.from({ length: 40 }, (_, index) => ({
  agent: index % 3 === 0 ? 'anna' : 'jan',
  at: at('2025-04-28T00:30') + index * 3 * hourMs,
  answered: index % 4 !== 0,
})).filter((call) => call.at < now);

/** What is true of calls, day by day: agent, first instant, calls and answered ones. */
function truthOf(summed: readonly SummedCall[]): string[] {
  const days = new Map<string, [calls: number, answered: number]>();
  for (const call of summed) {
    const key = `${call.agent} ${new Date(call.at).toISOString().slice(0, 10)}`;
    const [count, answered] = days.get(key) ?? [0, 0];
    days.set(key, [count + 1, answered + (call.answered ? 1 : 0)]);
  }
  return [...days].map(([key, own]) => `${key} ${own.join('/')}`).sort();
}

function tell({ agent, interval, values }: Statistic): string {
  return `${agent.id} ${interval.from.slice(0, 10)} ${values.inboundCalls}/${values.inboundAnswered}`;
}

async function stored(store: Store): Promise<string[]> {
  return (await listStatistics(store)).map(tell).sort();
}

describe.each(stores)('statistics, into %s', (_, openStore) => {
  const bench = (work: (own: ReturnType<typeof createEngineBench>) => Promise<void>) =>
    withStore(openStore, ({ store }) => work(createEngineBench(store, now)));

  it('reads them by default, in slices of one calendar unit with exact bounds, and proves it', () =>
    bench(async ({ sync, open, store, clock, events }) => {
      const vendor = createArtificialStatistics(calls);
      const source = open('demo', vendor.provider, { since });
      const { status, sources } = await sync(source);
      expect(status).toBe('complete');
      expect(await stored(store)).toEqual(truthOf(calls));
      expect(vendor.readings.map(({ owned }) => [owned.from, owned.to])).toEqual([
        [at('2025-04-28T00:00'), at('2025-05-01T00:00')],
        [at('2025-05-01T00:00'), at('2025-05-03T00:00')],
      ]);
      const statistics = truthOf(calls).length;
      expect(sources).toMatchObject([
        {
          status: 'complete',
          slices: { planned: 2, done: 2, reread: 0 },
          rows: { received: statistics, inserted: statistics, updated: 0, outside: 0 },
          streams: [{ stream: 'statistics-day' }],
          covered: [
            { from: '2025-04-28T00:00:00.000Z', to: '2025-05-01T00:00:00.000Z', state: 'sealed' },
            { to: '2025-05-02T09:00:00.000Z', state: 'provisional' },
          ],
          gaps: [],
          warnings: [],
        },
      ]);
      expect(events.map(({ type }) => type)).toEqual([
        'stream-planned',
        'slice-done',
        'slice-done',
      ]);
      const reports = await coverageReport(store, [source], { clock });
      expect(reports).toMatchObject([{ stream: 'statistics-day', kind: 'statistics', gaps: [] }]);
      const counted = reports[0]?.covered.map(({ rows }) => rows ?? 0) ?? [];
      expect(counted.reduce((a, b) => a + b)).toBe(statistics);
    }));

  it('replaces the sums of intervals that go on, and seals them in the end', () =>
    bench(async ({ sync, open, store, clock }) => {
      const vendor = createArtificialStatistics(calls);
      const source = open('demo', vendor.provider, { since });
      await sync(source);
      for (const hours of [1, 2, 20]) {
        clock.advance(hours * hourMs);
        vendor.calls.push({ agent: 'jan', at: clock.now() - hourMs / 2, answered: true });
        vendor.readings.length = 0;
        const { sources } = await sync(source);
        expect(sources[0]).toMatchObject({ status: 'complete', rows: { removed: 0 } });
        expect(await stored(store)).toEqual(truthOf(vendor.calls));
      }
      const again = await sync(source);
      expect(again.sources[0]?.requests.sent).toBe(0);
      clock.advance(48 * hourMs);
      await sync(source);
      expect((await store.coverage('demo')).map(({ state, to }) => [state, to])).toEqual([
        ['sealed', at('2025-05-04T00:00')],
        ['provisional', at('2025-05-05T08:00')],
      ]);
    }));

  it('asks for nothing that is sealed, and writes nothing that is unchanged', () =>
    bench(async ({ sync, open, clock, store }) => {
      const finality = { settle: 'PT0S', revisit: 'P2D' };
      const vendor = createArtificialStatistics(calls, { finality });
      const source = open('demo', vendor.provider, { since });
      await sync(source);
      clock.advance(hourMs);
      vendor.readings.length = 0;
      const { sources } = await sync(source);
      expect(vendor.readings[0]?.owned.from).toBe(at('2025-04-30T00:00'));
      expect(sources[0]?.rows).toMatchObject({ inserted: 0, updated: 0, removed: 0 });
      expect(sources[0]?.rows.unchanged).toBeGreaterThan(0);
      vendor.readings.length = 0;
      await sync(source, { from: at('2025-04-28T00:00'), to: at('2025-04-30T00:00') });
      expect(vendor.readings).toEqual([]);
      expect(await stored(store)).toEqual(truthOf(calls));
    }));

  it('keeps the sums of each parameters, and their coverage, apart', () =>
    bench(async ({ sync, open, store }) => {
      const vendor = createArtificialStatistics(calls);
      await sync(open('demo', vendor.provider, { since }));
      vendor.readings.length = 0;
      vendor.calls = vendor.calls.filter(({ answered }) => answered);
      const inbound = open('demo', vendor.provider, { since, options: { direction: 'IN' } });
      expect((await sync(inbound)).status).toBe('complete');
      expect(vendor.readings).toHaveLength(2);
      const all = await listStatistics(store);
      const plain = all.filter(({ parameters }) => parameters.direction === undefined);
      expect(plain.map(tell).sort()).toEqual(truthOf(calls));
      const filtered = all.filter(({ parameters }) => parameters.direction === 'IN');
      expect(filtered.map(tell).sort()).toEqual(truthOf(vendor.calls));
      expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    }));

  it('starts over in another time zone, and leaves nothing of the old one', () =>
    bench(async ({ sync, open, store }) => {
      const vendor = createArtificialStatistics(calls);
      await sync(open('demo', vendor.provider, { since }));
      const timeZone = 'Europe/Copenhagen';
      const { status } = await sync(open('demo', vendor.provider, { since, timeZone }));
      expect(status).toBe('complete');
      const own = (await listStatistics(store)).filter(
        ({ interval }) => interval.from >= '2025-04-28T00:00',
      );
      expect(new Set(own.map(({ interval }) => interval.timeZone))).toEqual(new Set([timeZone]));
      const sum = own.reduce((total, { values }) => total + (values.inboundCalls ?? 0), 0);
      const first = Date.parse('2025-04-28T22:00Z');
      expect(sum).toBe(calls.filter((call) => call.at >= first).length);
    }));

  it('lets statistics go that the vendor no longer tells, once it has said so twice', () =>
    bench(async ({ sync, open, store, clock }) => {
      const finality = { settle: 'P1D', revisit: 'P9D' };
      const vendor = createArtificialStatistics(calls, { finality });
      const source = open('demo', vendor.provider, { since });
      await sync(source);
      clock.advance(hourMs);
      vendor.calls = vendor.calls.filter(({ agent }) => agent !== 'anna');
      const { sources } = await sync(source);
      expect(await stored(store)).toEqual(truthOf(vendor.calls));
      expect(sources[0]?.slices.reread).toBe(2);
      expect(sources[0]?.warnings).toEqual([
        expect.stringMatching(/^\d+ stored statistics were removed/),
      ]);
    }));

  it('keeps statistics that a single answer lacks', () =>
    bench(async ({ sync, open, store, clock }) => {
      const finality = { settle: 'P1D', revisit: 'P9D' };
      const vendor = createArtificialStatistics(calls, { finality });
      const source = open('demo', vendor.provider, { since });
      await sync(source);
      clock.advance(hourMs);
      let answers = 0;
      vendor.answer = (rows) => {
        answers += 1;
        return answers === 1 ? rows.slice(1) : rows;
      };
      const { sources } = await sync(source);
      expect(sources[0]).toMatchObject({ status: 'complete', rows: { removed: 0 } });
      expect(await stored(store)).toEqual(truthOf(calls));
    }));

  it('seals nothing on empty answers that take something away', () =>
    bench(async ({ sync, open, store, clock }) => {
      const vendor = createArtificialStatistics(calls, {
        finality: { settle: 'PT0S', revisit: 'P9D' },
      });
      const source = open('demo', vendor.provider, { since });
      const april = { to: at('2025-05-01T00:00') };
      await sync(source, april);
      clock.advance(hourMs);
      vendor.answer = () => [];
      await sync(source, april);
      expect(await stored(store)).toEqual([]);
      expect(await store.coverage('demo')).toMatchObject([{ state: 'provisional' }]);
      vendor.answer = (rows) => rows;
      await sync(source, april);
      expect(await store.coverage('demo')).toMatchObject([{ state: 'sealed' }]);
      expect((await stored(store)).length).toBeGreaterThan(0);
    }));

  it('counts what lies outside or comes twice, and rejects what cannot be right', () =>
    bench(async ({ sync, open, store }) => {
      const vendor = createArtificialStatistics(calls);
      const [first, second] = [at('2025-04-28T00:00'), at('2025-04-29T00:00')];
      const day = (from: number, of: unknown = 3, answered = 1) => ({
        ...{ from, to: from + 24 * hourMs, calls: of, answered },
      });
      const good: ArtificialSums = { agent: 'good', data: [day(first), day(second)] };
      vendor.answer = (_rows, { owned }) => {
        if (owned.from !== first) return [];
        return [
          good,
          { ...good, data: [day(first)] },
          { agent: 'torn', data: [day(first, 1), day(second, 'many'), day(second, null)] },
          { agent: 'two', data: [day(first, 5)] },
          { agent: 'two', data: [day(first, 6), day(second)] },
          { agent: 'late', data: [day(at('2025-05-01T00:00'))] },
          { agent: 'odd', data: [{ ...day(first), to: first + 12 * hourMs }] },
          'no row',
        ];
      };
      const source = open('demo', vendor.provider, { since });
      const { sources } = await sync(source);
      expect(sources[0]?.rows).toEqual({
        received: 11,
        inserted: 4,
        updated: 0,
        unchanged: 0,
        removed: 0,
        rejected: 5,
        outside: 1,
        duplicate: 1,
      });
      expect(await stored(store)).toEqual([
        'good 2025-04-28 3/1',
        'good 2025-04-29 3/1',
        'torn 2025-04-28 1/1',
        'two 2025-04-29 3/1',
      ]);
      const rejected = await listRejected(store);
      expect(rejected.map(({ reason }) => reason).sort()).toEqual([
        'another row tells other sums of the same agent, extension and interval',
        'another row tells other sums of the same agent, extension and interval',
        'calls: no number',
        'interval: no day of UTC',
        'not a row of sums',
      ]);
      expect(rejected.map(({ raw }) => raw)).toContain('"no row"');
    }));

  it('flags sums that contradict themselves whenever they are read, and keeps them as told', () =>
    bench(async ({ sync, verify, open, store }) => {
      const vendor = createArtificialStatistics(calls);
      vendor.answer = (rows) =>
        rows.map((row) => ({ ...row, data: row.data.map((sum) => ({ ...sum, missed: 99 })) }));
      const { sources } = await sync(open('demo', vendor.provider, { since }));
      const count = truthOf(calls).length;
      expect(sources[0]).toMatchObject({
        status: 'complete',
        warnings: [
          `inboundCalls is not inboundAnswered + inboundUnanswered, in ${count} of the statistics; they are kept as told`,
        ],
      });
      expect(
        new Set((await listStatistics(store)).map((own) => own.values.inboundUnanswered)),
      ).toEqual(new Set([99]));
      const { sources: verified } = await verify(open('demo', vendor.provider, { since }));
      const compared = verified[0]?.streams[0]?.rows.compared ?? 0;
      expect(compared).toBeGreaterThan(0);
      expect(verified[0]).toMatchObject({
        status: 'equal',
        warnings: [
          `inboundCalls is not inboundAnswered + inboundUnanswered, in ${compared} of the statistics; they are kept as told`,
        ],
      });
    }));

  it('leaves out what failed, and reads that alone the next time', () =>
    bench(async ({ sync, open, store }) => {
      const vendor = createArtificialStatistics(calls);
      const source = open('demo', vendor.provider, { since });
      const april = at('2025-04-28T00:00');
      vendor.answer = (rows, { owned }) => {
        if (owned.from === april) throw new TransportError({ what: 'Nobody there' });
        return rows;
      };
      const { status, sources } = await sync(source);
      expect(status).toBe('partial');
      expect(sources[0]).toMatchObject({
        errors: ['Nobody there.'],
        gaps: [{ from: '2025-04-28T00:00:00.000Z', to: '2025-05-01T00:00:00.000Z' }],
      });
      vendor.answer = (rows) => rows;
      vendor.readings.length = 0;
      expect((await sync(source)).status).toBe('complete');
      expect(vendor.readings.map(({ owned }) => owned.from)).toEqual([april]);
      expect(await stored(store)).toEqual(truthOf(calls));
    }));

  it('stops when it is told to, and goes on from there', () =>
    bench(async ({ sync, open, store }) => {
      const limits = { minPollInterval: 'PT0S', concurrency: 1, requestsPerSecond: null };
      const vendor = createArtificialStatistics(calls, { limits });
      const source = open('demo', vendor.provider, { since });
      const controller = new AbortController();
      vendor.answer = (rows, { owned }) => {
        if (owned.from > at('2025-04-28T00:00')) controller.abort(new Error('enough'));
        return rows;
      };
      const { status } = await sync(source, {}, { signal: controller.signal });
      expect(status).toBe('interrupted');
      expect(await store.coverage('demo')).toMatchObject([{ to: at('2025-05-01T00:00') }]);
      vendor.readings.length = 0;
      expect((await sync(source)).status).toBe('complete');
      expect(vendor.readings).toHaveLength(1);
      expect(await stored(store)).toEqual(truthOf(calls));
    }));

  it('says what is wrong with a provider that has statistics and can not read them', () =>
    bench(async ({ sync, open, store }) => {
      const { provider } = createArtificialStatistics(calls);
      const mute: StatisticsProvider = {
        ...provider,
        connect(context) {
          const connection = provider.connect(context);
          return {
            check: (signal) => connection.check(signal),
            read: (request) => connection.read(request),
          };
        },
      };
      const { status, sources } = await sync(open('demo', mute, { since }));
      expect(status).toBe('failed');
      expect(sources[0]?.errors).toEqual([
        expect.stringContaining(`has a stream "statistics-day" and can't read statistics`),
      ]);
      expect(await store.coverage('demo')).toEqual([]);
    }));

  it.each([{ options: { direction: 'IN' } }, { timeZone: 'Europe/Warsaw' }])(
    'reads again all that was read before $0, without being told since when',
    (changed) =>
      bench(async ({ sync, open, store }) => {
        const vendor = createArtificialStatistics([
          ...calls,
          { agent: 'anna', at: at('2024-11-05T10:00'), answered: true },
        ]);
        await sync(open('demo', vendor.provider, { since: '2024-11-01' }));
        const source = open('demo', vendor.provider, changed);
        const { status, sources } = await sync(source);
        expect(status).toBe('complete');
        const name = 'options' in changed ? 'parameters.direction' : 'timeZone';
        expect(sources[0]?.warnings).toEqual([
          expect.stringMatching(
            `^What decides the statistics has changed \\(${name}\\): what was read before is read again, 2024-11-01 0`,
          ),
          ...('timeZone' in changed ? [expect.stringMatching(/removed, for those that are/)] : []),
        ]);
        const read = (await listStatistics(store)).filter(({ parameters, interval }) =>
          'options' in changed
            ? parameters.direction === 'IN'
            : interval.timeZone === 'Europe/Warsaw',
        );
        expect(sumOf(read)).toBe(vendor.calls.length);
        if ('timeZone' in changed) expect(read).toHaveLength((await listStatistics(store)).length);
        vendor.readings.length = 0;
        const again = await sync(source, { to: at('2025-04-30T00:00') });
        expect(again.sources[0]?.warnings).toEqual([]);
        expect(vendor.readings).toEqual([]);
      }),
  );

  it('tells each sum once though a new version of the provider names agents otherwise', () =>
    bench(async ({ sync, open, store }) => {
      const vendor = createArtificialStatistics(calls);
      await sync(open('demo', vendor.provider, { since }));
      const { provider } = vendor;
      const renaming: StatisticsProvider = {
        ...provider,
        manifest: { ...provider.manifest, identityEpoch: 1 },
        createStatisticsMapper(options, settings, stream) {
          const mapper = provider.createStatisticsMapper?.(options, settings, stream);
          if (mapper === undefined) throw new Error('the provider maps statistics');
          return { ...mapper, map: (...row) => mapper.map(...row).map(withLongId) };
        },
      };
      expect((await sync(open('demo', renaming))).status).toBe('complete');
      expect(await stored(store)).toEqual(truthOf(calls).map((line) => `agent-${line}`));
    }));

  it('asks no further stream of a vendor that refuses its credentials', () =>
    bench(async ({ sync, open }) => {
      const vendor = createArtificialStatistics(calls);
      const [, stream] = vendor.provider.manifest.streams;
      if (stream === undefined) throw new Error('the vendor has a stream of statistics');
      const streams = [stream, { ...stream, id: 'more' }];
      const provider = { ...vendor.provider, manifest: { ...vendor.provider.manifest, streams } };
      vendor.answer = () => {
        throw new AuthError({ what: 'Who are you' });
      };
      const { status, sources } = await sync(open('demo', provider, { since }));
      expect(status).toBe('failed');
      expect(vendor.readings.length).toBeLessThanOrEqual(2);
      expect(sources[0]?.streams.map((own) => [own.stream, own.gaps.length])).toEqual([
        ['statistics-day', 1],
        ['more', 1],
      ]);
    }));

  it('brings rejected rows back once the mapping takes them, and never over newer ones', () =>
    bench(async ({ sync, open, store, clock }) => {
      const vendor = createArtificialStatistics(calls, {
        finality: { settle: 'P1D', revisit: 'P9D' },
      });
      vendor.answer = (rows) => rows.map((own) => ({ sums: own }));
      const source = open('demo', vendor.provider, { since });
      await sync(source);
      expect(await stored(store)).toEqual([]);
      const understanding = open('demo', understandingMore(vendor.provider), { since });
      const other = open('demo', understandingMore(vendor.provider), {
        since,
        options: { direction: 'IN' },
      });
      expect(await replayRejected(store, [other])).toMatchObject({
        replayed: 0,
        reasons: { 'the source asks its vendor otherwise by now': 4 },
      });
      expect(await replayRejected(store, [source])).toMatchObject({ replayed: 0 });
      const coverage = await store.coverage('demo');
      expect(await replayRejected(store, [understanding])).toMatchObject({
        replayed: 4,
        stillRejected: 0,
      });
      expect(await stored(store)).toEqual(truthOf(calls));
      expect(await listRejected(store)).toEqual([]);
      expect(await store.coverage('demo')).toMatchObject(
        coverage.map(({ from, to }) => ({ from, to })),
      );
      clock.advance(hourMs);
      const { sources } = await sync(understanding);
      expect(sources[0]?.rows).toMatchObject({ inserted: 0, updated: 0, removed: 0 });
    }));

  it('keeps the vendor’s words only when it is told to', () =>
    bench(async ({ sync, open, store }) => {
      const vendor = createArtificialStatistics(calls);
      await sync(open('kept', vendor.provider, { since }), {}, { raw: 'keep' });
      await sync(open('bare', vendor.provider, { since }), {}, { raw: 'none' });
      for (const { source, agent, raw } of await listStatistics(store, { raw: true })) {
        if (source === 'kept') expect(raw).toMatchObject({ agent: agent.id });
        else expect(raw).toBeUndefined();
      }
    }));
});

type StatisticsProvider = ReturnType<typeof createArtificialStatistics>['provider'];

function sumOf(statistics: readonly Statistic[]): number {
  return statistics.reduce((sum, { values }) => sum + (values.inboundCalls ?? 0), 0);
}

function withLongId(mapped: MappedStatistic): MappedStatistic {
  if (!mapped.ok) return mapped;
  const { statistic } = mapped;
  const agent = { ...statistic.agent, id: `agent-${statistic.agent.id}` };
  return { ...mapped, statistic: { ...statistic, agent } };
}

/** Takes rows that are wrapped once more, too. */
function understandingMore(provider: StatisticsProvider): StatisticsProvider {
  return {
    ...provider,
    createStatisticsMapper(options, settings, stream) {
      const mapper = provider.createStatisticsMapper?.(options, settings, stream);
      if (mapper === undefined) throw new Error('the provider maps statistics');
      const unwrap = (row: unknown) =>
        typeof row === 'object' && row !== null && 'sums' in row ? row.sums : row;
      return { ...mapper, map: (row, text, owned) => mapper.map(unwrap(row), text, owned) };
    },
  };
}

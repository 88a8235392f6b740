import { type Call, callSchema, type Instant, toEpochMs, zoneOf } from '@cdr/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAll } from '../__fixtures__/reference.ts';
import { type CountryCode, countries } from './countries.ts';
import { type GenerateOptions, generateCalls } from './generate-calls.ts';

const autumn: GenerateOptions = {
  seed: 1,
  from: Date.UTC(2025, 9, 5, 22),
  to: Date.UTC(2025, 10, 2, 23),
  timeZone: 'Europe/Warsaw',
  calls: 20_000,
};
const zone = zoneOf(autumn.timeZone);
const calls = await readAll(generateCalls(autumn));

const anyOptions: fc.Arbitrary<GenerateOptions> = fc
  .record({
    seed: fc.maxSafeInteger(),
    from: fc.integer({ min: Date.UTC(1980, 0), max: Date.UTC(2040, 0) }),
    length: fc.oneof(fc.integer({ min: 1, max: 1e7 }), fc.integer({ min: 1, max: 4e9 })),
    timeZone: fc.constantFrom(
      'Europe/Stockholm',
      'Asia/Ho_Chi_Minh',
      'Australia/Lord_Howe',
      'America/Havana',
      'Asia/Beirut',
      'Asia/Kathmandu',
      '-03:30',
    ),
    calls: fc.nat({ max: 300 }),
    country: fc.constantFrom<CountryCode>('PL', 'SE', 'DK', 'VN'),
    agents: fc.integer({ min: 2, max: 40 }),
  })
  .map(({ length, ...options }) => ({ ...options, to: options.from + length }));

describe('generated calls', () => {
  it('are exactly as many as asked for, inside the range, in order, whatever the options', async () => {
    await fc.assert(
      fc.asyncProperty(anyOptions, async (options) => {
        const source = generateCalls(options);
        const some = await readAll(source);
        expect(some).toHaveLength(options.calls);
        expect(await source.count()).toBe(options.calls);
        expect(new Set(some.map((call) => call.id)).size).toBe(options.calls);
        for (const call of some) {
          expect(callSchema.safeParse(call).error).toBeUndefined();
          expect(contradictionsOf(call)).toEqual([]);
          expect(toEpochMs(call.startedAt)).toBeGreaterThanOrEqual(options.from);
          expect(toEpochMs(call.startedAt)).toBeLessThan(options.to);
        }
      }),
    );
  });

  it('never contradict themselves', () => {
    expect(calls.flatMap(contradictionsOf)).toEqual([]);
  });

  it('are the same for the same options, in whatever order they are read', async () => {
    const again = generateCalls(autumn);
    const pages = new Map<number, Call[]>();
    for (const offset of [17_000, 3000, 19_000, 0, 3000, 11_111]) {
      pages.set(offset, await readAll(again, { offset, limit: 100 }));
    }
    for (const [offset, page] of pages) expect(page).toEqual(calls.slice(offset, offset + 100));
    expect(await readAll(again, { order: 'desc' })).toEqual(calls.toReversed());
  });

  it('are others for another seed, also for seeds beyond 32 bits', async () => {
    const starts = await Promise.all(
      [1, 2, 1 + 2 ** 32, -1].map(async (seed) => {
        const [first] = await readAll(generateCalls({ ...autumn, seed }), { limit: 1 });
        return first?.startedAt;
      }),
    );
    expect(new Set(starts).size).toBe(4);
  });

  it('say which source they are of', async () => {
    const [call] = await readAll(generateCalls({ ...autumn, source: 'warsaw' }), { limit: 1 });
    expect(call).toMatchObject({ source: 'warsaw', provider: 'generated' });
    expect(call?.id).toBe(`warsaw:${call?.vendorId}`);
  });

  it.each([
    [{ calls: -1 }, 'calls'],
    [{ calls: 1.5 }, 'calls'],
    [{ seed: Number.NaN }, 'seed'],
    [{ to: autumn.from }, 'from before to'],
    [{ agents: 1 }, 'agents'],
    [{ timeZone: 'Europe/Atlantis' }, 'Europe/Atlantis'],
  ])('are refused for %o', (wrong, named) => {
    expect(() => generateCalls({ ...autumn, ...wrong })).toThrow(named);
  });
});

describe('a generated contact centre', () => {
  it('has busy Mondays and quiet weekends, busy mornings, quieter noons and quiet nights', () => {
    const [monday = 0, tuesday = 0, , , , saturday = 0, sunday = 0] = countBy(
      7,
      (wall) => (Math.floor(wall / 86_400_000) + 3) % 7,
    );
    expect(monday).toBeGreaterThan(tuesday * 1.1);
    expect(tuesday).toBeGreaterThan(saturday * 4);
    expect(saturday).toBeGreaterThan(sunday);
    const hours = countBy(24, (wall) => Math.floor(wall / 3_600_000) % 24);
    const at = (hour: number) => hours[hour] ?? 0;
    expect(at(10)).toBeGreaterThan(at(12) * 1.3);
    expect(at(14)).toBeGreaterThan(at(12));
    expect(at(10)).toBeGreaterThan(at(20) * 5);
    expect(at(3)).toBeLessThan(at(10) / 30);
    expect(at(3)).toBeGreaterThan(0);
  });

  it('has every direction and outcome, and customers who lose patience', () => {
    const kinds = new Set(calls.map((call) => `${call.direction} ${call.disposition}`));
    for (const kind of [
      'inbound answered',
      'inbound no-answer',
      'outbound busy',
      'outbound failed',
    ]) {
      expect(kinds).toContain(kind);
    }
    expect(kinds).toContain('internal answered');
    const queued = calls.filter((call) => call.queuedAt !== null);
    const abandoned = queued.filter((call) => call.missedReason === 'caller');
    expect(abandoned.length / queued.length).toBeGreaterThan(0.03);
    expect(abandoned.length / queued.length).toBeLessThan(0.2);
  });

  it('has long and short conversations, with a long tail', () => {
    const talks = calls.filter((call) => call.answeredAt !== null).map((call) => call.talkMs ?? 0);
    talks.sort((a, b) => a - b);
    const quantile = (part: number) => talks[Math.floor(talks.length * part)] ?? 0;
    expect(quantile(0.5)).toBeGreaterThan(90_000);
    expect(quantile(0.5)).toBeLessThan(300_000);
    expect(quantile(0.99)).toBeGreaterThan(quantile(0.5) * 5);
  });

  it('has customers who come again and again, and many who come once', () => {
    const visits = new Map<string, number>();
    for (const { from, direction } of calls) {
      if (direction !== 'inbound' || from.e164 === null) continue;
      visits.set(from.e164, (visits.get(from.e164) ?? 0) + 1);
    }
    expect(Math.max(...visits.values())).toBeGreaterThan(50);
    expect([...visits.values()].filter((count) => count === 1).length).toBeGreaterThan(1000);
  });

  it('has what trips exporters and mappers', () => {
    const some = (test: (call: Call) => boolean) => expect(calls.some(test)).toBe(true);
    const name = (call: Call) => call.agents[0]?.name ?? '';
    for (const first of ['=', '+', '-', '@', 'Ł']) some((call) => name(call).startsWith(first));
    some((call) => name(call).includes('"') && name(call).includes(','));
    some((call) => call.from.number === null);
    some((call) => call.from.number !== null && call.from.number !== call.from.e164);
    some((call) => call.agents.length === 2 && call.transferredTo === call.agents[1]?.login);
    some((call) => call.transferredTo?.startsWith('+') ?? false);
    some((call) => call.vendorId?.endsWith('0') ?? false);
    some((call) => call.campaignId !== null);
    some((call) => call.tags.length === 2);
    some((call) => call.rating !== null && call.ticketId !== null && call.recording !== null);
    some((call) => dateOf(call.endedAt) > dateOf(call.startedAt));
  });

  it('has calls in both passes of the folded hour', () => {
    const fold = {
      from: Date.UTC(2025, 9, 26, 0),
      turn: Date.UTC(2025, 9, 26, 1),
      to: Date.UTC(2025, 9, 26, 2),
    };
    const starts = calls.map((call) => toEpochMs(call.startedAt));
    const between = (from: number, to: number) =>
      starts.filter((at) => at >= from && at < to).length;
    expect(between(fold.from, fold.turn)).toBeGreaterThan(1);
    expect(between(fold.turn, fold.to)).toBeGreaterThan(1);
  });

  it('has calls that only their ids tell apart, and others that only their length does', () => {
    const twins = calls.flatMap((call, index) => {
      const next = calls[index + 1];
      return next?.startedAt === call.startedAt && next.from.number === call.from.number
        ? [[call, next] as const]
        : [];
    });
    const isSame = ([a, b]: readonly [Call, Call]) => a.endedAt === b.endedAt;
    expect(twins.filter(isSame).length).toBeGreaterThan(5);
    expect(twins.filter((pair) => !isSame(pair)).length).toBeGreaterThan(5);
    for (const [a, b] of twins.filter(isSame)) expect(withoutIds(a)).toEqual(withoutIds(b));
  });

  it('keeps its hours: outside them no queue takes a call', () => {
    const sales = calls.filter((call) => call.queue?.id === '610' && call.answeredAt !== null);
    expect(sales.length).toBeGreaterThan(1000);
    for (const call of sales) {
      const wall = zone.toWall(toEpochMs(call.startedAt));
      expect(Math.floor(wall / 3_600_000) % 24).toBeGreaterThanOrEqual(8);
      expect(Math.floor(wall / 3_600_000) % 24).toBeLessThan(18);
    }
  });

  it.each(['PL', 'SE', 'DK', 'VN'] as const)('speaks as they do in %s', async (country) => {
    const some = await readAll(generateCalls({ ...autumn, country, calls: 200 }));
    const { callingCode, queues } = countries[country];
    const names = some.flatMap((call) => call.queue?.name ?? []);
    expect(names).toContain(queues.service);
    const numbers = some.flatMap((call) => [call.from.e164 ?? [], call.to.e164 ?? []].flat());
    expect(numbers.length).toBeGreaterThan(100);
    for (const number of numbers)
      expect(number).toMatch(new RegExp(`^\\+${callingCode}\\d{8,10}$`));
  });
});

/** What in a call doesn't fit together. */
function contradictionsOf(call: Call): string[] {
  const started = toEpochMs(call.startedAt);
  const ended = toEpochMs(call.endedAt ?? '');
  const answered = call.answeredAt === null ? null : toEpochMs(call.answeredAt);
  const queued = call.queuedAt === null ? null : toEpochMs(call.queuedAt);
  const isAnswered = call.disposition === 'answered';
  const rules = {
    'answered when answeredAt': isAnswered === (answered !== null),
    'missedReason when missed': isAnswered === (call.missedReason === null),
    'queued after start': queued === null || queued >= started,
    'queued to a queue': queued === null || call.queue !== null,
    'answered after start and queue': answered === null || answered >= (queued ?? started),
    'ended last': ended >= (answered ?? queued ?? started),
    duration: call.durationMs === ended - started,
    wait: call.waitMs === (answered ?? ended) - started,
    'talk and hold fill the connection':
      (call.talkMs ?? -1) >= 0 &&
      (call.holdMs ?? -1) >= 0 &&
      (call.talkMs ?? 0) + (call.holdMs ?? 0) === (answered === null ? 0 : ended - answered),
    billed: call.billedMs === (call.talkMs ?? 0) + (call.holdMs ?? 0),
    'an agent answered': !isAnswered || call.agents.length > 0,
    'only conversations leave traces':
      isAnswered ||
      (call.recording === null && call.rating === null && call.transferredTo === null),
    'internal between two extensions':
      call.direction !== 'internal' ||
      (call.from.number === call.agents[0]?.extension &&
        call.to.number === call.agents[1]?.extension),
    'outbound from the agent':
      call.direction !== 'outbound' || call.from.number === call.agents[0]?.extension,
  };
  return Object.entries(rules).flatMap(([rule, holds]) => (holds ? [] : `${call.id}: ${rule}`));
}

function countBy(length: number, groupOf: (wall: number) => number): number[] {
  const counts = Array.from({ length }, () => 0);
  for (const call of calls) {
    const group = groupOf(zone.toWall(toEpochMs(call.startedAt)));
    counts[group] = (counts[group] ?? 0) + 1;
  }
  return counts;
}

function dateOf(instant: Instant | null): number {
  return Math.floor(zone.toWall(toEpochMs(instant ?? '')) / 86_400_000);
}

function withoutIds({ id: _id, vendorId: _vendorId, recording: _recording, ...rest }: Call) {
  return rest;
}

import {
  type Call,
  type CallFilter,
  type CallQuery,
  type CallRow,
  compareCallKeys,
  createCallFields,
  matchesCall,
  toEpochMs,
  toInstant,
} from '@cdr/core';
import { DuckDBInstance } from '@duckdb/node-api';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { migrate } from '../migrate.ts';
import { readBatch } from '../read-batch.ts';
import { resolveNames } from '../resolve-names.ts';
import { appendCalls, createTableWriter } from '../table-writer.ts';
import { findFirstPage } from './find-first-page.ts';

const start = toEpochMs('2025-03-01T08:00:00.000Z');
const owner = { source: 'warsaw', provider: 'sample' };
const anna = { id: '7', name: 'Anna', login: null, extension: null };

/** A few hundred calls in no order: two crowded instants, some that are close, and whatever is unknown. */
const rows = Array.from({ length: 400 }, (_, index): CallRow => {
  const at = index % 4 === 0 ? 0 : index % 4 === 1 ? 60_000 : ((index * 7919) % 400) * 500;
  const call = createCallFields({
    startedAt: toInstant(start + at),
    timePrecision: 'millisecond',
    timeZone: 'UTC',
    direction: index % 3 === 0 ? 'inbound' : 'unknown',
    agents: index % 5 === 0 ? [anna] : [],
    queue: index === 377 ? { id: '1', name: null } : null,
    talkMs: index % 2 === 0 ? index : null,
  });
  return { id: `warsaw:${(index * 6151) % 400}`, call, raw: null, hash: index };
});
const calls = rows.map(({ id, call }): Call => ({ id, ...owner, ...call }));

const wholeMs = fc.integer({ min: -2, max: 202_000 }).map((ms) => start + ms);
const edges = fc.constantFrom(start, start + 1, start + 60_000, start + 60_001);
const instant = fc.oneof(wholeMs, edges);
const filter: fc.Arbitrary<CallFilter> = fc
  .record({
    // All calls, many, few, one and none.
    wanted: fc.constantFrom<CallFilter>(
      {},
      { direction: ['inbound'] },
      { agent: ['ANNA'], direction: ['inbound'] },
      { queue: ['1'] },
      { queue: ['2'] },
    ),
    window: fc.record({ from: instant, to: instant }, { requiredKeys: [] }),
  })
  .map(({ wanted, window }) => ({ ...wanted, ...window }));
const query = fc.record(
  {
    filter,
    limit: fc.oneof(fc.constantFrom(1, 100, 399, 400, 401), fc.integer({ min: 1, max: 450 })),
    order: fc.constantFrom('asc' as const, 'desc' as const),
    after: fc.record({
      startedAt: instant.map((at) => toInstant(at)),
      id: fc.constantFrom('', ...calls.slice(0, 20).map(({ id }) => id)),
    }),
  },
  { requiredKeys: ['filter', 'limit'] },
);

it('reaches from the first to the last call that sorting all of them would give', async () => {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await migrate(connection, ':memory:', 0);
  await appendCalls(createTableWriter(connection), owner, rows);
  await fc.assert(
    fc.asyncProperty(query, async (own) => {
      const wanted = firstOf(own);
      const resolved = await resolveNames(connection, own.filter);
      const range = await findFirstPage(connection, resolved, own);
      const starts = wanted.map(({ startedAt }) => toEpochMs(startedAt));
      expect(range).toEqual(
        wanted.length === 0 ? null : { from: Math.min(...starts), to: Math.max(...starts) + 1 },
      );
      if (range === null) return;
      const request = { filter: resolved, query: own, range, skip: 0, size: own.limit };
      expect(await readBatch(connection, request)).toEqual(wanted);
    }),
    { numRuns: 150 },
  );
  connection.closeSync();
  instance.closeSync();
});

function firstOf({ filter: own = {}, order = 'asc', after, limit }: CallQuery): Call[] {
  const sign = order === 'asc' ? 1 : -1;
  return calls
    .filter((call) => matchesCall(call, own))
    .filter((call) => after === undefined || sign * compareCallKeys(call, after) > 0)
    .sort((a, b) => sign * compareCallKeys(a, b))
    .slice(0, limit);
}

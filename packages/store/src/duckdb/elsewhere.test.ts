import type { CallReading } from '@cdr/core';
import { DuckDBInstance } from '@duckdb/node-api';
import { describe, expect, it } from 'vitest';
import { callRow, sliceReading, sliceWindow } from '../__fixtures__/slices.ts';
import { commitReading } from './commit.ts';
import type { WriteTools } from './database.ts';
import { createElsewhereFinder, type MemoryPolicy } from './elsewhere.ts';
import { migrate } from './migrate.ts';
import { queryNumber } from './query.ts';
import { createRowGroup } from './row-group.ts';
import { createTableWriter } from './table-writer.ts';

async function createTools(policy: MemoryPolicy): Promise<WriteTools> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await migrate(connection, ':memory:', 0);
  return {
    connection,
    writer: createTableWriter(connection),
    elsewhere: createElsewhereFinder(connection, policy),
    rowGroup: createRowGroup(connection),
  };
}

/** A reading of one call that was stored with slice `from`, in slice `to`. */
function moved(from: number, to: number): CallReading {
  const row = callRow(`warsaw:${from}-0`, sliceWindow(to).from, 9);
  return { ...sliceReading(to, 9), rows: [row], missing: 'keep' };
}

describe('a call that comes back with another start', () => {
  for (const [name, policy] of [
    ['by scanning the table', { smallTable: 0, patience: Number.POSITIVE_INFINITY }],
    ['in memory', { smallTable: Number.POSITIVE_INFINITY, patience: 0 }],
    ['in memory after some scans', { smallTable: 0, patience: 3 }],
  ] as const) {
    it(`is found ${name}`, async () => {
      const tools = await createTools(policy);
      for (let slice = 0; slice < 5; slice += 1) {
        await commitReading(tools, sliceReading(slice, 1), 0);
      }
      for (let slice = 0; slice < 5; slice += 1) {
        expect(await commitReading(tools, moved(slice, slice + 10), 0)).toEqual({
          committed: true,
          counts: { inserted: 0, updated: 1, unchanged: 0, removed: 0 },
        });
      }
      expect(await queryNumber(tools.connection, 'SELECT count(*) FROM calls')).toBe(1250);
      expect(await queryNumber(tools.connection, 'SELECT count(DISTINCT id) FROM calls')).toBe(
        1250,
      );
    });
  }

  it('is found when there are more ids than there was room for', async () => {
    const tools = await createTools({ smallTable: Number.POSITIVE_INFINITY, patience: 0 });
    await commitReading(tools, sliceReading(0, 1), 0);
    const { from, to } = sliceWindow(1);
    const rows = Array.from({ length: 60_000 }, (_, index) =>
      callRow(`warsaw:1-${index}`, from + (index % 1000), 1),
    );
    await commitReading(tools, { ...sliceReading(1, 1), window: { from, to }, rows }, 0);
    for (const slice of [0, 1]) {
      expect(await commitReading(tools, moved(slice, slice + 10), 0)).toMatchObject({
        counts: { inserted: 0, updated: 1 },
      });
    }
    expect(await queryNumber(tools.connection, 'SELECT count(DISTINCT id) FROM calls')).toBe(
      60_250,
    );
  });

  it('is asked for again after a commit that failed', async () => {
    const tools = await createTools({ smallTable: Number.POSITIVE_INFINITY, patience: 0 });
    await tools.connection.run('BEGIN');
    await commitReading(tools, sliceReading(0, 1), 0);
    await tools.connection.run('ROLLBACK');
    expect(await commitReading(tools, sliceReading(0, 1), 0)).toMatchObject({
      counts: { inserted: 250, updated: 0 },
    });
  });
});

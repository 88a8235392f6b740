import { DuckDBInstance } from '@duckdb/node-api';
import { pathsIn } from './paths-in.ts';

/** Every row of a lake as DuckDB reads it by its folders, as JSON, in the order of ids. */
export async function readLake(dir: string): Promise<string[]> {
  if ((await pathsIn(dir, '**/*.parquet')).length === 0) return [];
  return query(
    `SELECT to_json(row)::VARCHAR FROM (
      SELECT source, * EXCLUDE (source, year, month) FROM read_parquet('${dir}/**/*.parquet', hive_partitioning = true)
      WHERE year = year(started_at) AND month = month(started_at)
    ) AS row ORDER BY id`,
  );
}

/** Every row of one file, likewise. */
export async function readFileRows(file: string): Promise<string[]> {
  return query(`SELECT to_json(row)::VARCHAR FROM '${file}' AS row ORDER BY id`);
}

/** The ids in a lake, whatever else its files say. */
export async function readLakeIds(dir: string): Promise<string[]> {
  return (await readLake(dir)).map((row) => JSON.parse(row).id);
}

async function query(sql: string): Promise<string[]> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    await connection.run("SET TimeZone = 'UTC'");
    const result = await connection.runAndReadAll(sql);
    return result.getRowsJS().map(([row]) => (typeof row === 'string' ? row : ''));
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

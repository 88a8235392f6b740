import { existsSync, rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { env } from 'node:process';
import { toEpochMs, type Window } from '@cdr/core';
import { openDuckDbStore } from '@cdr/store';
import { DuckDBInstance } from '@duckdb/node-api';

/** So many calls are generated. */
export const generatedCalls = 10_000_000;

/** The year in which they start, in the zone {@link generatedZone}. */
export const generatedYear: Window = {
  from: toEpochMs('2024-12-31T23:00:00.000Z'),
  to: toEpochMs('2025-12-31T23:00:00.000Z'),
};

/** The zone that figures are told in. */
export const generatedZone = 'Europe/Warsaw';

const days = 365;
const files = new Map<number, Promise<string>>();

/**
 * A store file with a year of a large contact centre: 300 agents, 12 queues, calls from 7 to 19
 * o'clock UTC. It is made once a run, in the database itself, and goes when the run ends; the file of
 * {@link generatedCalls} that `CDR_BENCH_CALLS` names stays for the next run.
 */
export function generatedStore(calls = generatedCalls): Promise<string> {
  const file = files.get(calls) ?? generate(calls);
  files.set(calls, file);
  return file;
}

async function generate(calls: number): Promise<string> {
  const kept = calls === generatedCalls ? env.CDR_BENCH_CALLS : undefined;
  if (kept !== undefined && existsSync(kept)) return kept;
  const path = kept ?? join(await temporaryFolder(), 'calls.duckdb');
  const empty = await openDuckDbStore({ path, now: () => generatedYear.to });
  await empty.close();
  const instance = await DuckDBInstance.create(path);
  const connection = await instance.connect();
  await connection.run("SET preserve_insertion_order = true; SET checkpoint_threshold = '1GB'");
  await connection.run(`INSERT INTO calls BY NAME ${callsSql(calls)}`);
  await connection.run(`INSERT INTO call_agents BY NAME ${agentsSql}`);
  await connection.run('CHECKPOINT');
  connection.closeSync();
  instance.closeSync();
  return path;
}

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'cdr-bench-'));
  process.on('exit', () => rmSync(folder, { recursive: true }));
  return folder;
}

/** Bits of a hash are the dice; each is thrown for one thing. */
function diceSql(calls: number): string {
  const perDay = Math.ceil(calls / days);
  const day = `(TIMESTAMPTZ '2025-01-01 07:00:00+00' + to_days((i // ${perDay})::INTEGER))`;
  return `SELECT i, ${day}
      + to_milliseconds((i % ${perDay}) * ${Math.floor(43_200_000 / perDay)} + (h % 1000)::BIGINT) AS started_at,
    CASE WHEN h >> 10 & 127 < 70 THEN 'inbound' WHEN h >> 10 & 127 < 115 THEN 'outbound'
      WHEN h >> 10 & 127 < 125 THEN 'internal' ELSE 'unknown' END AS direction,
    CASE WHEN h >> 17 & 127 < 100 THEN 'answered' WHEN h >> 17 & 127 < 118 THEN 'no-answer'
      WHEN h >> 17 & 127 < 123 THEN 'busy' WHEN h >> 17 & 127 < 127 THEN 'failed'
      ELSE 'unknown' END AS disposition,
    (h >> 24 & 1023) % 300 AS agent, (h >> 34 & 1023) % 299 AS other,
    (h >> 44 & 15) % 12 AS queue, (h >> 3 & 63) * 1000 AS wait_ms,
    ((h >> 29 & 511) * (h >> 38 & 3) + 15) * 1000 AS talk_ms,
    (hash(i, 1) % 2000000)::BIGINT AS caller
  FROM (SELECT i, hash(i) AS h FROM range(${calls}) AS generated(i))`;
}

const callsSql = (calls: number) => `
  SELECT 'bench' AS source, 'bench:' || i AS id, 'bench' AS provider, i::VARCHAR AS vendor_id,
    'call' AS kind, direction, disposition, started_at,
    CASE WHEN direction = 'inbound' THEN started_at + to_seconds(1) END AS queued_at,
    CASE WHEN answered THEN started_at + to_milliseconds(wait_ms) END AS answered_at,
    started_at + to_milliseconds(wait_ms + CASE WHEN answered THEN talk_ms ELSE 0 END) AS ended_at,
    'millisecond' AS time_precision, '${generatedZone}' AS time_zone, false AS time_ambiguous,
    wait_ms + CASE WHEN answered THEN talk_ms ELSE 0 END AS duration_ms, wait_ms,
    CASE WHEN answered THEN talk_ms ELSE 0 END AS talk_ms,
    CASE WHEN answered THEN talk_ms // 20 ELSE 0 END AS hold_ms,
    CASE WHEN direction = 'inbound' THEN outside ELSE own END AS from_number,
    CASE WHEN direction = 'inbound' THEN outside END AS from_e164,
    CASE WHEN direction = 'inbound' THEN 'unknown' ELSE 'extension' END AS from_type,
    CASE direction WHEN 'inbound' THEN own WHEN 'internal' THEN others ELSE outside END AS to_number,
    CASE WHEN direction <> 'inbound' AND direction <> 'internal' THEN outside END AS to_e164,
    CASE WHEN direction = 'inbound' OR direction = 'internal' THEN 'extension' ELSE 'unknown' END AS to_type,
    CASE WHEN agent_count > 0 THEN (1000 + agent)::VARCHAR END AS agent_id,
    CASE WHEN agent_count > 0 THEN 'Agent ' || agent END AS agent_name,
    CASE WHEN agent_count > 0 THEN own END AS agent_extension, agent_count,
    CASE WHEN direction = 'inbound' THEN (500 + queue)::VARCHAR END AS queue_id,
    CASE WHEN direction = 'inbound' THEN 'Queue ' || queue END AS queue_name,
    0 AS tag_count, '[]' AS derived, i AS row_hash, i AS id_hash
  FROM (
    SELECT *, disposition = 'answered' AS answered, '+48' || (500000000 + caller) AS outside,
      (200 + agent)::VARCHAR AS own, (200 + (agent + other + 1) % 300)::VARCHAR AS others,
      CASE WHEN direction = 'internal' THEN 2
        WHEN direction = 'inbound' AND disposition <> 'answered' THEN 0 ELSE 1 END AS agent_count
    FROM (${diceSql(calls)}))
  ORDER BY i`;

const agentsSql = `
  SELECT source, id AS call_id, started_at, 0 AS position, agent_id AS id, agent_name AS name,
    agent_extension AS extension
  FROM calls WHERE agent_count > 0
  UNION ALL
  SELECT source, id, started_at, 1, (800 + to_number::INTEGER)::VARCHAR,
    'Agent ' || (to_number::INTEGER - 200), to_number
  FROM calls WHERE agent_count = 2`;

/**
 * What somebody who knows the data would write for agent × day with ten metrics: offsets of the zone
 * put in by hand, since `AT TIME ZONE` takes twice as long, and internal calls joined with the people
 * on them, alone. One column a number that the ten metrics are made of.
 */
export const handWrittenStats = `
  SELECT day, source, agent, any_value(name) AS name, count(*) AS calls,
    count(*) FILTER (disposition = 'answered') AS answered,
    count(*) FILTER (way = 'inbound') AS inbound,
    count(*) FILTER (way = 'outbound') AS outbound,
    sum(talk_ms) AS talk_ms,
    sum(talk_ms) FILTER (disposition = 'answered') AS answered_talk_ms,
    count(talk_ms) FILTER (disposition = 'answered') AS answered_talks,
    sum(delay) FILTER (way = 'inbound' AND disposition = 'answered') AS delay_ms,
    count(delay) FILTER (way = 'inbound' AND disposition = 'answered') AS delays,
    count(*) FILTER (way = 'inbound' AND disposition = 'answered' AND delay <= 20000) AS in_time,
    count(*) FILTER (way = 'inbound' AND disposition <> 'answered' AND queued
      AND abandon_delay > 20000) AS late,
    sum(talk_ms + hold_ms) FILTER (disposition = 'answered') AS handling_ms,
    count(talk_ms + hold_ms) FILTER (disposition = 'answered') AS handled
  FROM (
    SELECT ${columns('calls')}, agent_id AS agent, agent_name AS name, direction AS way
    FROM calls WHERE ${meant('calls')} AND direction <> 'internal'
    UNION ALL
    SELECT ${columns('calls')}, agents.id, agents.name,
      CASE WHEN agents.extension = calls.from_number THEN 'outbound' ELSE 'inbound' END
    FROM calls JOIN call_agents AS agents
      ON agents.call_id = calls.id AND agents.started_at = calls.started_at
    WHERE ${meant('calls')} AND direction = 'internal')
  GROUP BY day, source, agent
  ORDER BY day, agent, source`;

function columns(table: string): string {
  const [start, queued, answered, ended] = ['started', 'queued', 'answered', 'ended'].map(
    (name) => `epoch_ms(${table}.${name}_at)`,
  );
  return `${table}.source, disposition, talk_ms, hold_ms,
    CASE WHEN ${table}.started_at < TIMESTAMPTZ '2025-03-30 01:00:00+00'
        OR ${table}.started_at >= TIMESTAMPTZ '2025-10-26 01:00:00+00'
      THEN (${start} + 3600000) // 86400000 ELSE (${start} + 7200000) // 86400000 END AS day,
    coalesce(${answered} - ${queued}, wait_ms, ${answered} - ${start}) AS delay,
    coalesce(${ended} - ${queued}, wait_ms, ${ended} - ${start}, duration_ms) AS abandon_delay,
    queued_at IS NOT NULL OR queue_id IS NOT NULL OR queue_name IS NOT NULL AS queued`;
}

function meant(table: string): string {
  return `kind = 'call' AND ${table}.started_at >= TIMESTAMPTZ '2024-12-31 23:00:00+00'
    AND ${table}.started_at < TIMESTAMPTZ '2025-12-31 23:00:00+00'`;
}

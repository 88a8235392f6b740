/** The columns of a CSV of calls as they are stored. */
export const copiedColumns = `
  SELECT id, source, provider, vendor_id, group_id, kind, direction, disposition, missed_reason,
    started_at, started_at AT TIME ZONE 'Europe/Warsaw' AS started_at_local, queued_at, answered_at,
    ended_at, time_precision, time_zone, time_ambiguous, duration_ms, wait_ms, talk_ms, hold_ms,
    billed_ms, from_number, from_e164, from_name, from_type, from_ref, to_number, to_e164, to_name,
    to_type, to_ref, agent_id, agent_name, agent_login, agent_extension, agent_name AS agents,
    queue_id, queue_name, "group", service, trunk, disconnected_by, transferred_to, recording_ref,
    recording_url, recording_download_url, customer_id, ticket_id, topic_id, campaign_id,
    NULL AS tags, rating_scale, rating_value, destination, sms_text, cost_amount, cost_currency,
    note_count, derived
  FROM calls ORDER BY started_at, id`;

/** The columns of a Parquet file of calls, with all agents of each; there are no tags. */
export const copiedLists = `
  SELECT calls.source, calls.id, provider, vendor_id, group_id, kind, direction, disposition,
    missed_reason, calls.started_at, queued_at, answered_at, ended_at, time_precision, time_zone,
    time_ambiguous, duration_ms, wait_ms, talk_ms, hold_ms, billed_ms, from_number, from_e164,
    from_name, from_type, from_ref, to_number, to_e164, to_name, to_type, to_ref, agent_id,
    agent_name, agent_login, agent_extension,
    CASE agent_count WHEN 0 THEN [] WHEN 1 THEN [main] ELSE [main, second] END AS agents, queue_id,
    queue_name, "group", service, trunk, disconnected_by, transferred_to, recording_ref,
    recording_url, recording_download_url, customer_id, ticket_id, topic_id, campaign_id,
    []::STRUCT(id VARCHAR, name VARCHAR, color VARCHAR)[] AS tags, rating_scale, rating_value,
    destination, sms_text, cost_amount, cost_currency, note_count, []::VARCHAR[] AS derived
  FROM (
    SELECT *, struct_pack(id := agent_id, name := agent_name, login := agent_login, extension := agent_extension) AS main
    FROM calls
  ) AS calls
  LEFT JOIN (
    SELECT call_id, struct_pack(id := id, name := name, login := login, extension := extension) AS second
    FROM call_agents WHERE position = 1
  ) AS others ON others.call_id = calls.id
  ORDER BY calls.started_at, calls.id`;

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

/** The columns of a Parquet file of calls, with all agents and tags of each. */
export const copiedLists = `
  SELECT calls.source, calls.id, provider, vendor_id, group_id, kind, direction, disposition,
    missed_reason, calls.started_at, queued_at, answered_at, ended_at, time_precision, time_zone,
    time_ambiguous, duration_ms, wait_ms, talk_ms, hold_ms, billed_ms, from_number, from_e164,
    from_name, from_type, from_ref, to_number, to_e164, to_name, to_type, to_ref, agent_id,
    agent_name, agent_login, agent_extension, coalesce(people.agents, []) AS agents, queue_id,
    queue_name, "group", service, trunk, disconnected_by, transferred_to, recording_ref,
    recording_url, recording_download_url, customer_id, ticket_id, topic_id, campaign_id,
    coalesce(labels.tags, []) AS tags, rating_scale, rating_value, destination, sms_text,
    cost_amount, cost_currency, note_count, from_json(derived, '["VARCHAR"]') AS derived
  FROM calls
  LEFT JOIN (
    SELECT source, call_id,
      list(struct_pack(id := id, name := name, login := login, extension := extension) ORDER BY position) AS agents
    FROM call_agents GROUP BY ALL
  ) AS people ON people.source = calls.source AND people.call_id = calls.id
  LEFT JOIN (
    SELECT source, call_id, list(struct_pack(id := id, name := name, color := color) ORDER BY position) AS tags
    FROM call_tags GROUP BY ALL
  ) AS labels ON labels.source = calls.source AND labels.call_id = calls.id
  ORDER BY calls.started_at, calls.id`;

/** A step that every store file is taken through once, in order. Steps that were released never change. */
export interface Migration {
  version: number;
  name: string;
  statements: readonly string[];
}

const callsCoverageAndRuns: Migration = {
  version: 1,
  name: 'calls, coverage and runs',
  statements: [
    `CREATE TABLE calls (
      source VARCHAR NOT NULL,
      id VARCHAR NOT NULL,
      provider VARCHAR NOT NULL,
      vendor_id VARCHAR,
      group_id VARCHAR,
      kind VARCHAR NOT NULL,
      direction VARCHAR NOT NULL,
      disposition VARCHAR NOT NULL,
      missed_reason VARCHAR,
      started_at TIMESTAMPTZ NOT NULL,
      queued_at TIMESTAMPTZ,
      answered_at TIMESTAMPTZ,
      ended_at TIMESTAMPTZ,
      time_precision VARCHAR NOT NULL,
      time_zone VARCHAR NOT NULL,
      time_ambiguous BOOLEAN NOT NULL,
      duration_ms BIGINT,
      wait_ms BIGINT,
      talk_ms BIGINT,
      hold_ms BIGINT,
      billed_ms BIGINT,
      from_number VARCHAR,
      from_e164 VARCHAR,
      from_name VARCHAR,
      from_type VARCHAR NOT NULL,
      from_ref VARCHAR,
      to_number VARCHAR,
      to_e164 VARCHAR,
      to_name VARCHAR,
      to_type VARCHAR NOT NULL,
      to_ref VARCHAR,
      agent_id VARCHAR,
      agent_name VARCHAR,
      agent_login VARCHAR,
      agent_extension VARCHAR,
      agent_count INTEGER NOT NULL,
      queue_id VARCHAR,
      queue_name VARCHAR,
      "group" VARCHAR,
      service VARCHAR,
      trunk VARCHAR,
      disconnected_by VARCHAR,
      transferred_to VARCHAR,
      recording_ref VARCHAR,
      recording_url VARCHAR,
      recording_download_url VARCHAR,
      customer_id VARCHAR,
      ticket_id VARCHAR,
      topic_id VARCHAR,
      campaign_id VARCHAR,
      tag_count INTEGER NOT NULL,
      rating_scale VARCHAR,
      rating_value VARCHAR,
      destination VARCHAR,
      sms_text VARCHAR,
      cost_amount VARCHAR,
      cost_currency VARCHAR,
      note_count BIGINT,
      derived VARCHAR NOT NULL,
      row_hash BIGINT NOT NULL,
      id_hash BIGINT NOT NULL
    )`,
    `CREATE TABLE call_agents (
      source VARCHAR NOT NULL,
      call_id VARCHAR NOT NULL,
      started_at TIMESTAMPTZ NOT NULL,
      position INTEGER NOT NULL,
      id VARCHAR,
      name VARCHAR,
      login VARCHAR,
      extension VARCHAR
    )`,
    `CREATE TABLE call_tags (
      source VARCHAR NOT NULL,
      call_id VARCHAR NOT NULL,
      started_at TIMESTAMPTZ NOT NULL,
      position INTEGER NOT NULL,
      id VARCHAR,
      name VARCHAR,
      color VARCHAR
    )`,
    `CREATE TABLE raw_rows (
      source VARCHAR NOT NULL,
      call_id VARCHAR NOT NULL,
      started_at TIMESTAMPTZ NOT NULL,
      text VARCHAR NOT NULL
    )`,
    `CREATE TABLE coverage (
      source VARCHAR NOT NULL,
      stream VARCHAR NOT NULL,
      covered_from TIMESTAMPTZ NOT NULL,
      covered_to TIMESTAMPTZ NOT NULL,
      state VARCHAR NOT NULL,
      read_at TIMESTAMPTZ NOT NULL,
      rows BIGINT,
      vendor_rows BIGINT
    )`,
    `CREATE TABLE rejected (
      id VARCHAR NOT NULL,
      source VARCHAR NOT NULL,
      stream VARCHAR NOT NULL,
      provider VARCHAR NOT NULL,
      window_from TIMESTAMPTZ NOT NULL,
      window_to TIMESTAMPTZ NOT NULL,
      raw VARCHAR NOT NULL,
      reason VARCHAR NOT NULL,
      occurrences BIGINT NOT NULL,
      rejected_at TIMESTAMPTZ NOT NULL
    )`,
    `CREATE TABLE sync_runs (
      id VARCHAR NOT NULL,
      started_at TIMESTAMPTZ NOT NULL,
      ended_at TIMESTAMPTZ,
      status VARCHAR NOT NULL,
      report VARCHAR
    )`,
  ],
};

const statisticsAndNotes: Migration = {
  version: 2,
  name: 'statistics and notes',
  statements: [
    `CREATE TABLE statistics (
      source VARCHAR NOT NULL,
      id VARCHAR NOT NULL,
      provider VARCHAR NOT NULL,
      stream VARCHAR NOT NULL,
      agent_id VARCHAR,
      agent_name VARCHAR,
      extension_id VARCHAR,
      extension_number VARCHAR,
      interval_unit VARCHAR NOT NULL,
      interval_from TIMESTAMPTZ NOT NULL,
      interval_to TIMESTAMPTZ NOT NULL,
      interval_time_zone VARCHAR NOT NULL,
      parameters VARCHAR NOT NULL,
      outbound_calls BIGINT,
      outbound_seconds BIGINT,
      outbound_answered BIGINT,
      outbound_unanswered BIGINT,
      outbound_failed BIGINT,
      inbound_calls BIGINT,
      inbound_seconds BIGINT,
      inbound_answered BIGINT,
      inbound_unanswered BIGINT,
      inbound_busy BIGINT,
      derived VARCHAR NOT NULL,
      raw VARCHAR,
      row_hash BIGINT NOT NULL
    )`,
    `CREATE TABLE notes (
      source VARCHAR NOT NULL,
      call_id VARCHAR NOT NULL,
      id VARCHAR NOT NULL,
      started_at TIMESTAMPTZ NOT NULL,
      text VARCHAR,
      created_at TIMESTAMPTZ,
      author_id VARCHAR,
      author_name VARCHAR,
      pinned BOOLEAN,
      edited BOOLEAN,
      deleted BOOLEAN,
      files VARCHAR NOT NULL,
      raw VARCHAR,
      row_hash BIGINT NOT NULL
    )`,
    `CREATE TABLE note_reads (
      source VARCHAR NOT NULL,
      call_id VARCHAR NOT NULL,
      started_at TIMESTAMPTZ NOT NULL,
      note_count BIGINT,
      notes BIGINT NOT NULL,
      read_at TIMESTAMPTZ NOT NULL
    )`,
    'ALTER TABLE coverage ADD COLUMN basis VARCHAR',
    'ALTER TABLE rejected ADD COLUMN basis VARCHAR',
    'ALTER TABLE rejected ADD COLUMN call_id VARCHAR',
  ],
};

const answers: Migration = {
  version: 3,
  name: 'answers',
  statements: [
    `CREATE TABLE answers (
      source VARCHAR NOT NULL,
      stream VARCHAR NOT NULL,
      window_from TIMESTAMPTZ NOT NULL,
      window_to TIMESTAMPTZ NOT NULL,
      digest BIGINT NOT NULL,
      received BIGINT NOT NULL,
      outside BIGINT NOT NULL,
      duplicate BIGINT NOT NULL,
      vendor_rows BIGINT,
      calls BIGINT NOT NULL,
      calls_hash BIGINT NOT NULL
    )`,
  ],
};

const whereRejectedRowsMayBe: Migration = {
  version: 4,
  name: 'where rejected rows may be',
  statements: ['ALTER TABLE rejected ADD COLUMN windows VARCHAR'],
};

const basisOfNotes: Migration = {
  version: 5,
  name: 'basis of notes',
  statements: ['ALTER TABLE note_reads ADD COLUMN basis VARCHAR'],
};

const apiKeys: Migration = {
  version: 6,
  name: 'keys of the server',
  statements: [
    `CREATE TABLE api_keys (
      id VARCHAR NOT NULL,
      name VARCHAR NOT NULL,
      role VARCHAR NOT NULL,
      sources VARCHAR,
      created_at TIMESTAMPTZ NOT NULL,
      expires_at TIMESTAMPTZ,
      revoked_at TIMESTAMPTZ,
      salt VARCHAR NOT NULL,
      hash VARCHAR NOT NULL
    )`,
  ],
};

const pausedSources: Migration = {
  version: 7,
  name: 'paused sources',
  statements: ['CREATE TABLE paused_sources (source VARCHAR NOT NULL)'],
};

const auditLog: Migration = {
  version: 8,
  name: 'audit log',
  statements: [
    `CREATE TABLE audit_log (
      id VARCHAR NOT NULL,
      happened_at TIMESTAMPTZ NOT NULL,
      action VARCHAR NOT NULL,
      via VARCHAR NOT NULL,
      key_id VARCHAR,
      times BIGINT NOT NULL,
      detail VARCHAR NOT NULL
    )`,
  ],
};

const erasedNumbers: Migration = {
  version: 9,
  name: 'numbers that were erased',
  statements: [
    `CREATE TABLE erased_numbers (
      salt VARCHAR NOT NULL,
      hash VARCHAR NOT NULL,
      erased_at TIMESTAMPTZ NOT NULL
    )`,
  ],
};

const outbox: Migration = {
  version: 10,
  name: 'outbox',
  statements: [
    `CREATE TABLE outbox (
      id VARCHAR NOT NULL,
      receiver VARCHAR NOT NULL,
      event VARCHAR NOT NULL,
      body VARCHAR NOT NULL,
      created_at TIMESTAMPTZ NOT NULL,
      attempts BIGINT NOT NULL,
      next_at TIMESTAMPTZ NOT NULL
    )`,
  ],
};

/** Every step, by version. The table of applied steps exists before the first one. */
export const migrations: readonly Migration[] = [
  callsCoverageAndRuns,
  statisticsAndNotes,
  answers,
  whereRejectedRowsMayBe,
  basisOfNotes,
  apiKeys,
  pausedSources,
  auditLog,
  erasedNumbers,
  outbox,
];

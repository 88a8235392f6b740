import { answerTable } from './answer-table.ts';
import { apiKeyTable } from './api-key-table.ts';
import { auditTable } from './audit-table.ts';
import { callTable } from './call-table.ts';
import { agentTable, rawTable, tagTable } from './child-tables.ts';
import type { ColumnDefinition, ColumnType, TableDefinition } from './column.ts';
import { erasedTable } from './erased-table.ts';
import { noteReadTable, noteTable } from './note-tables.ts';
import { outboxTable } from './outbox-table.ts';
import { pausedTable } from './paused-table.ts';
import { coverageTable, rejectedTable } from './record-tables.ts';
import { statisticsTable } from './statistics-table.ts';

const runTable: TableDefinition = {
  name: 'sync_runs',
  comment: 'Every run of the sync, for the record.',
  columns: [
    column('id', 'VARCHAR', 'Names the run.'),
    column('started_at', 'TIMESTAMPTZ', 'When the run began.'),
    {
      name: 'ended_at',
      type: 'TIMESTAMPTZ',
      nullable: true,
      comment: 'When it ended. NULL while it runs, or when it was killed.',
    },
    column('status', 'VARCHAR', 'running, complete, partial, failed or interrupted.'),
    {
      name: 'report',
      type: 'VARCHAR',
      nullable: true,
      comment: 'JSON: the report as cdr sync --json prints it. NULL while it runs.',
    },
  ],
};

const migrationTable: TableDefinition = {
  name: 'schema_migrations',
  comment: 'Which steps the tables of this file have been taken through.',
  columns: [
    column('version', 'INTEGER', 'Number of the step.'),
    column('name', 'VARCHAR', 'What the step did.'),
    column('applied_at', 'TIMESTAMPTZ', 'When it was done.'),
  ],
};

/** Every table as it stands after the newest migration. */
export const tables: readonly TableDefinition[] = [
  callTable,
  agentTable,
  tagTable,
  rawTable,
  statisticsTable,
  noteTable,
  noteReadTable,
  coverageTable,
  answerTable,
  rejectedTable,
  runTable,
  apiKeyTable,
  pausedTable,
  auditTable,
  erasedTable,
  outboxTable,
  migrationTable,
];

function column(name: string, type: ColumnType, comment: string): ColumnDefinition {
  return { name, type, nullable: false, comment };
}

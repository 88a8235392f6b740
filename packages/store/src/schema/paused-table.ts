import type { TableDefinition } from './column.ts';

/** Which sources the server leaves alone. */
export const pausedTable: TableDefinition = {
  name: 'paused_sources',
  comment: 'Sources that the server does not sync by itself, until they are resumed.',
  columns: [{ name: 'source', type: 'VARCHAR', nullable: false, comment: 'The source.' }],
};

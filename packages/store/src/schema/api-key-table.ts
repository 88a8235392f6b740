import type { TableDefinition } from './column.ts';

/** Who may use the server. */
export const apiKeyTable: TableDefinition = {
  name: 'api_keys',
  comment: 'Keys of the server: enough to know one again, and not enough to use it.',
  columns: [
    { name: 'id', type: 'VARCHAR', nullable: false, comment: 'Names the key; part of its text.' },
    { name: 'name', type: 'VARCHAR', nullable: false, comment: 'Whose it is, or what for.' },
    { name: 'role', type: 'VARCHAR', nullable: false, comment: 'viewer, operator or owner.' },
    {
      name: 'sources',
      type: 'VARCHAR',
      nullable: true,
      comment: 'JSON: the sources that it is limited to. NULL for all.',
    },
    { name: 'created_at', type: 'TIMESTAMPTZ', nullable: false, comment: 'When it was made.' },
    {
      name: 'expires_at',
      type: 'TIMESTAMPTZ',
      nullable: true,
      comment: 'From when on it is no longer good. NULL for never.',
    },
    {
      name: 'revoked_at',
      type: 'TIMESTAMPTZ',
      nullable: true,
      comment: 'When it was taken back. NULL while it is good.',
    },
    { name: 'salt', type: 'VARCHAR', nullable: false, comment: 'Of the hash.' },
    {
      name: 'hash',
      type: 'VARCHAR',
      nullable: false,
      comment: "Of the key's secret part, which is stored nowhere.",
    },
  ],
};

/** The vendor's page on what the fields of a record mean. */
export const specificationDoc =
  'https://docs.asterisk.org/Configuration/Reporting/Call-Detail-Records-CDR/CDR-Specification/';

/** The vendor's page on where records are kept. */
export const backendsDoc =
  'https://docs.asterisk.org/Configuration/Reporting/Call-Detail-Records-CDR/CDR-Storage-Backends/';

/** The program that writes Master.csv: order of columns, quotes, empty times. */
export const csvBackendSource = 'https://github.com/asterisk/asterisk/blob/master/cdr/cdr_csv.c';

/** What Asterisk can tell of a call, by the names of its `CDR()` function. */
export const columnNames = [
  'accountcode',
  'src',
  'dst',
  'dcontext',
  'clid',
  'channel',
  'dstchannel',
  'lastapp',
  'lastdata',
  'start',
  'answer',
  'end',
  'duration',
  'billsec',
  'disposition',
  'amaflags',
  'uniqueid',
  'userfield',
  'peeraccount',
  'linkedid',
  'sequence',
] as const;

/** See {@link columnNames}. */
export type ColumnName = (typeof columnNames)[number];

/** A record as text by column; columns that the file doesn't have are absent. */
export type CdrRecord = Partial<Record<ColumnName, string>>;

/** What cdr_csv always writes. */
const always = columnNames.slice(0, 16);
/** What `newcdrcolumns=yes` adds, behind everything else. */
const added = columnNames.slice(18);

/**
 * The columns of a line of cdr_csv with that many fields: `loguniqueid`, `loguserfield` and
 * `newcdrcolumns` each add some. A single optional one is taken for the uniqueid, which the mapping
 * checks. `null` for numbers of fields that cdr_csv never writes.
 */
export function columnsOfCsv(fields: number): readonly ColumnName[] | null {
  const optional = fields - always.length;
  const isNew = optional >= added.length;
  const logged = isNew ? optional - added.length : optional;
  if (logged < 0 || logged > 2) return null;
  return [...always, ...columnNames.slice(16, 16 + logged), ...(isNew ? added : [])];
}

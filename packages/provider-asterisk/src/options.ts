import { isAbsolute } from 'node:path';
import { z } from 'zod';

/** Names of dialplan contexts. */
const contexts = z.array(z.string().min(1)).default([]);

/** What config says under `options` of an Asterisk source. */
export const options = z.strictObject({
  /** Master.csv, the file that Asterisk writes now; rotated ones are found beside it. */
  path: z
    .string()
    .refine(isAbsolute, {
      message: 'expected a whole path such as /var/log/asterisk/cdr-csv/Master.csv',
    })
    .meta({ decides: [] })
    .default('/var/log/asterisk/cdr-csv/Master.csv'),
  /**
   * The columns of every line, by the names of the `CDR()` function or of the `cdr` table, for files
   * other than those of cdr_csv. Names that neither has are kept and not read.
   */
  columns: z
    .array(z.string().min(1))
    .refine((names) => names.includes('start') || names.includes('calldate'), {
      message: 'expected start or calldate among the columns',
    })
    .refine((names) => new Set(names).size === names.length, {
      message: 'expected every column once',
    })
    .optional(),
  /** Contexts that calls from outside, to the outside and among extensions begin in. */
  inbound: contexts,
  outbound: contexts,
  internal: contexts,
  /**
   * Whether the files reach back to the first call that was ever logged. What lies before their first
   * record is then proven to be nothing, where else it is lost.
   */
  wholeHistory: z.boolean().meta({ decides: [] }).default(false),
});

/** See {@link options}. */
export type AsteriskOptions = z.infer<typeof options>;

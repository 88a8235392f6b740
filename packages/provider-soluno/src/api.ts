import { z } from 'zod';

/** The vendor's page on its call history, in English and in Swedish. */
export const callLogDoc = 'https://www.soluno.se/en/services/addon-services/call-log-api/';
export const samtalshistorikDoc = 'https://www.dstny.se/produkter/samtalshistorik-api';

/** Where the vendor answers. */
export const defaultBaseUrl = 'https://api.soluno.se';

/** Where the vendor gives tokens; read in public code for its sister APIs, unverified for this one. */
export const defaultTokenUrl = 'https://api.unotelefoni.se/token';

/** Path of the call history, behind the base address. */
export const historyPath = '/cdr/historik';

/** Path of the token endpoint, behind the base address, where that isn't the vendor's own. */
export const tokenPath = '/token';

/** How far back the vendor answers. */
export const retention = 'P3M';

const number = z.union([z.string(), z.number()]).nullish();
const time = z.string().nullish();

/** One row of the call history. Its times are RFC 3339; "null", "" and null say that there is none. */
export const historyRowSchema = z.object({
  callerNo: number,
  /** When the caller went off hook and dialled. */
  start: z.string(),
  /** The answering group that took the call first; an IVR is none, and a direct call has none. */
  receivingNo: number,
  /** When the group took it. */
  received: time,
  /** The first real person, whether or not that person answered. */
  calleeNo: number,
  calleeAnswered: time,
  /** When the first person hung up or transferred. */
  stop: time,
});

/** See {@link historyRowSchema}. */
export type HistoryRow = z.infer<typeof historyRowSchema>;

/** What the token endpoint answers (RFC 6749, 5.1). */
export const tokenAnswerSchema = z.object({ access_token: z.string().min(1) });

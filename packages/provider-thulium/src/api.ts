import { z } from 'zod';

/** The vendor's page on the call list. */
export const connectionsDoc = 'https://api.thulium.com/docs/api/connections/get_connections';

/** The vendor's page on all its resources; here one learns that an "outbound" is a campaign. */
export const overviewDoc = 'https://api.thulium.com/docs/api/printer';

/**
 * The vendor's page on the list of recordings. It says that `recordings/stream` and
 * `recordings/download` take the `filename` of a row, and its sample was made hours after its call.
 */
export const recordingsDoc = 'https://api.thulium.com/docs/api/recordings/get_recordings';

/** Path of one recording, behind the base address. */
export const recordingPath = '/api/recordings/download';

/** Path of the call list, behind the base address. */
export const connectionsPath = '/api/connections';

/** Most rows in one answer, whatever `limit` says. */
export const maxPageSize = 100;

/** Text, an id or a number: the vendor writes either way, and "" for what is absent. */
const scalar = z.union([z.string(), z.number()]).nullish();

/** One row of the call list: the fields that the mapping uses. */
export const connectionSchema = z.object({
  /** `YYYY-MM-DD HH:mm` on the vendor's wall. */
  date: z.string(),
  connection_id: z.union([z.string(), z.number()]),
  /** Calling number. */
  src: scalar,
  /** Called number. */
  dst: scalar,
  /** BUSY, FAILED, ANSWERED or NO ANSWER. */
  disposition: z.string().nullish(),
  /** Whole seconds from start to end, although the documents call it talk time. */
  duration: scalar,
  /** Whole seconds that are billed. */
  billsec: scalar,
  /** The trunk. */
  operator: scalar,
  /** Path of the recording, with slashes. */
  filename: z.string().nullish(),
  user: z.string().nullish(),
  user_login: scalar,
  dst_user: z.string().nullish(),
  dst_user_login: scalar,
  customer_id: scalar,
  ticket_id: scalar,
  topic_id: scalar,
  queue_id: scalar,
  /** Id of the campaign. */
  outbound_id: scalar,
  /** INBOUND or OUTBOUND. */
  type: z.string().nullish(),
  /** `{type, rate}`; PHP writes an empty one as `[]` or "". */
  rating: z.unknown().optional(),
  /** Names; objects are taken as well. */
  tags: z.unknown().optional(),
  /** Agent or Customer. */
  disconnected_by: z.string().nullish(),
  /** A login or a number. */
  transferred_to: scalar,
});

/** See {@link connectionSchema}. */
export type Connection = z.infer<typeof connectionSchema>;

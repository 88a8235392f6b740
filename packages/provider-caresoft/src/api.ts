import { z } from 'zod';

/** The vendor's page on its call list. */
export const callsDoc = 'https://docs.caresoft.vn/danh-muc/restful-api-cua-caresoft/cuoc-goi';

/** The vendor's page on how often it may be asked. */
export const rateLimitDoc = 'https://docs.caresoft.vn/thong-tin-chung/rate-limit-gioi-han-yeu-cau';

/** Where the vendor answers. */
export const defaultBaseUrl = 'https://api.caresoft.vn';

/** Where it answers as well; seen in public code. */
export const fallbackHost = 'api2.caresoft.vn';

/** Path of the call list, behind the base address and the domain. */
export const callsPath = '/api/v1/calls';

/** Most rows in one answer, whatever `count` says. */
export const maxPageSize = 500;

/** The longest window; of a longer one the vendor answers the last days alone, and doesn't say so. */
export const maxSpan = 'P31D';

/** What `call_type` must be for calls that were lost in the IVR: no other query tells them. */
export const ivrCallType = '3';

/** Text, an id or a number: the vendor writes either way. */
const scalar = z.union([z.string(), z.number()]).nullish();

/** One row of the call list: the fields that the mapping uses. */
export const callRowSchema = z.object({
  id: z.union([z.string(), z.number()]),
  /** Ties the legs of one call. */
  call_id: scalar,
  /** `YYYY-MM-DD HH:mm:ss` on the vendor's wall. */
  start_time: z.string(),
  end_time: z.string().nullish(),
  /** 0 inbound, 1 outbound; 3 is asked for and perhaps told. */
  call_type: scalar,
  /** `miss`, `metAgent` (documented) or `meetAgent` (in the sample). */
  call_status: scalar,
  caller: scalar,
  called: scalar,
  /** The agent, and the extension of the agent's phone. */
  user_id: scalar,
  agent_id: scalar,
  /** The last agent who got the call. */
  last_user_id: scalar,
  last_agent_id: scalar,
  /** The agent's department. */
  group_id: scalar,
  service_id: scalar,
  customer_id: scalar,
  ticket_id: scalar,
  /** `HH:MM:SS`, of more than a day as well. */
  wait_time: z.unknown().optional(),
  hold_time: z.unknown().optional(),
  talk_time: z.unknown().optional(),
  /** `cus` or `system`. */
  end_status: scalar,
  /** `missed_customer`, `missed_agent_device`, `missed_agent_reject` or `missed_agent_timeout`. */
  missed_reason: scalar,
  /** What a caller answered to the survey, unverified. */
  call_survey_result: z.unknown().optional(),
  /** The recording, to listen to and to keep. These addresses carry their own key. */
  path: z.string().nullish(),
  path_download: z.string().nullish(),
});

/** See {@link callRowSchema}. */
export type CallRow = z.infer<typeof callRowSchema>;

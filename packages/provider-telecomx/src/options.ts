import { baseUrlOption, hasOneLogin, secret } from '@cdr/provider-kit';
import { z } from 'zod';
import { defaultBaseUrl } from './api.ts';

/** What config says under `options` of a Telecom X source. */
export const options = z
  .strictObject({
    /** Where the vendor answers, in front of `/pbx/…` and `/auth/login`. */
    baseUrl: baseUrlOption(defaultBaseUrl),
    /** An employee's e-mail address. */
    username: z.string().min(1).meta({ decides: [] }).optional(),
    password: secret().optional(),
    /** A machine token, in place of user name and password. */
    token: secret().optional(),
    /** Id of the customer whose calls are read. Default: the account's own. For resellers. */
    customer: z.string().min(1).optional(),
    /** Statistics: ids of the employees that they are about. Default: all. */
    employees: z
      .array(z.string().min(1))
      .min(1)
      .meta({ decides: ['statistics'] })
      .optional(),
    /** Statistics: calls of one direction alone. Default: both. */
    direction: z
      .enum(['IN', 'OUT'])
      .meta({ decides: ['statistics'] })
      .optional(),
    /** Statistics: calls shorter than so many seconds don't count, unanswered ones among them. */
    ignoreBelow: z
      .int()
      .nonnegative()
      .meta({ decides: ['statistics'] })
      .optional(),
    /** Statistics: calls between extensions don't count; else each counts at both its ends. */
    ignoreLocal: z
      .boolean()
      .meta({ decides: ['statistics'] })
      .optional(),
    /** The header that carries the token. Default: `Authorization`, as `Bearer` and the token. */
    tokenHeader: z
      .string()
      .regex(/^[\w-]+$/, { message: 'expected the name of a header' })
      .meta({ decides: [] })
      .optional(),
    /** The query parameter that carries the token, in place of a header. */
    tokenQuery: z.string().min(1).meta({ decides: [] }).optional(),
  })
  .refine(hasOneLogin, { message: 'expected either username and password, or token' })
  .refine(({ tokenHeader, tokenQuery }) => tokenHeader === undefined || tokenQuery === undefined, {
    message: 'expected tokenHeader or tokenQuery, not both',
  });

/** See {@link options}. */
export type TelecomxOptions = z.infer<typeof options>;

import { baseUrlOption, hasOneLogin, secret } from '@cdr/provider-kit';
import { z } from 'zod';
import { defaultBaseUrl } from './api.ts';

/** What config says under `options` of a Soluno source. */
export const options = z
  .strictObject({
    /** Where the vendor answers, in front of `/cdr/historik`. */
    baseUrl: baseUrlOption(defaultBaseUrl),
    /** Where tokens are given. Default: the vendor's; `/token` behind `baseUrl` when that is another. */
    tokenUrl: baseUrlOption().optional(),
    username: z.string().min(1).meta({ decides: [] }).optional(),
    password: secret().optional(),
    /** A ready-made bearer token, in place of user name and password. */
    token: secret().optional(),
  })
  .refine(hasOneLogin, {
    message: 'expected either username and password, or token',
  });

/** See {@link options}. */
export type SolunoOptions = z.infer<typeof options>;

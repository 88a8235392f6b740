import { isIP } from 'node:net';
import { z } from 'zod';
import { pauseSchema } from './pause-schema.ts';

/** What `cdr serve` allows those who ask it. */
export const serverConfigSchema = z.strictObject({
  /** Requests a minute of each key, and of each address without a good one. */
  requestsPerMinute: z.int().positive().default(6000),
  /** How long a request may take to arrive, from its first byte to its last. */
  requestTimeout: pauseSchema.default('PT30S'),
  /** How long nothing may move on a connection before it is cut, as when a client doesn't read. */
  idleTimeout: pauseSchema.default('PT5M'),
  /** Requests are put off while the process answers later than this to whatever happens. */
  maxEventLoopDelay: pauseSchema.default('PT1S'),
  /** Addresses of proxies in front of the server, which say whom they ask for. */
  trustedProxies: z
    .array(
      z
        .string()
        .refine(isNetwork, { message: 'expected an address such as 10.0.0.1 or 10.0.0.0/8' }),
    )
    .default([]),
});

/** See {@link serverConfigSchema}. */
export type ServerConfig = z.infer<typeof serverConfigSchema>;

const mostBits = new Map([
  [4, 32],
  [6, 128],
]);

function isNetwork(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/');
  const most = mostBits.get(isIP(address));
  if (most === undefined || more.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= most);
}

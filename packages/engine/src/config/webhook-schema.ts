import { z } from 'zod';

/** What webhooks can be told of. */
export const webhookEvents = ['calls.stored', 'sync.failed', 'gap.nearing-horizon'] as const;

/** See {@link webhookEvents}. */
export type WebhookEvent = (typeof webhookEvents)[number];

const shortestSecret = 16;

/** Somebody who is told when something happens. */
export const webhookSchema = z.strictObject({
  url: z.url({ protocol: /^https?$/, error: 'expected an http or https address' }),
  /** Signs what is sent, so that the receiver knows who sent it. */
  secret: z
    .string()
    .min(shortestSecret, { error: `expected at least ${shortestSecret} characters` })
    .meta({ secret: true }),
  /** Default: all. */
  events: z
    .array(z.enum(webhookEvents))
    .min(1)
    .default([...webhookEvents]),
});

/** See {@link webhookSchema}. */
export type Webhook = z.infer<typeof webhookSchema>;

import { z } from 'zod';

const index = z.int().min(0);
const date = z.iso.datetime({ offset: true });
const contentHash = z.union([z.string(), z.array(z.string())]);

/** The parts of a file, inline or elsewhere: never both (draft-ietf-vcon-vcon-core-04, 2.3 and 2.4). */
const content = {
  mediatype: z.string().optional(),
  filename: z.string().optional(),
  body: z.unknown().optional(),
  encoding: z.enum(['base64url', 'json', 'none']).optional(),
  url: z.url({ protocol: /^https$/ }).optional(),
  content_hash: contentHash.optional(),
};

interface Content {
  body?: unknown;
  encoding?: string | undefined;
  mediatype?: string | undefined;
  url?: string | undefined;
  content_hash?: unknown;
}

function isWhole({ body, encoding, mediatype, url, content_hash: hash }: Content): boolean {
  const isInline = body !== undefined;
  return (
    isInline === (encoding !== undefined) &&
    (!isInline || (mediatype !== undefined && url === undefined)) &&
    (!isInline || encoding === 'json' || typeof body === 'string') &&
    (url === undefined) === (hash === undefined)
  );
}

const party = z.strictObject({
  tel: z.string().optional(),
  sip: z.string().optional(),
  mailto: z.string().optional(),
  name: z.string().optional(),
  validation: z.string().optional(),
  uuid: z.string().optional(),
});

const dialog = z
  .strictObject({
    type: z.enum(['recording', 'text', 'transfer', 'incomplete', 'recording-set']),
    start: date,
    duration: z.number().min(0).optional(),
    parties: z.union([index, z.array(z.union([index, z.array(index)]))]),
    originator: index.optional(),
    disposition: z
      .enum(['no-answer', 'congestion', 'failed', 'busy', 'hung-up', 'voicemail-no-message'])
      .optional(),
    ...content,
  })
  .refine(isWhole)
  .refine(({ type, disposition }) => (type === 'incomplete') === (disposition !== undefined))
  .refine(({ type, body, url }) => type !== 'incomplete' || (body ?? url) === undefined);

const attachment = z
  .strictObject({
    purpose: z.string().optional(),
    start: date,
    party: index,
    dialog: index,
    ...content,
  })
  .refine(isWhole);

/** The unsigned form of a vCon, written from draft-ietf-vcon-vcon-core-04, section 4, and its JSON schema. */
export const vconSchema = z
  .strictObject({
    vcon: z.literal('0.4.0').optional(),
    uuid: z.uuid({ version: 'v8' }),
    created_at: date,
    updated_at: date.optional(),
    subject: z.string().optional(),
    extensions: z.array(z.string()).optional(),
    parties: z.array(party),
    dialog: z.array(dialog).optional(),
    attachments: z.array(attachment).optional(),
  })
  .refine(({ parties, dialog: dialogs = [], attachments = [] }) => {
    const places = [
      ...dialogs.flatMap((own) => [own.parties].flat(2)),
      ...attachments.map((own) => own.party),
    ];
    return (
      places.every((place) => place < parties.length) &&
      attachments.every((own) => own.dialog < dialogs.length)
    );
  });

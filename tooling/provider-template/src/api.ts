import { type Page, VendorResponseError } from '@cdr/core';
import { parseRows } from '@cdr/provider-kit';
import { z } from 'zod';

/** The vendor's page on its list of calls. */
export const callsDoc = 'https://api.template.example/docs/calls';

/** Where the vendor answers, unless config says otherwise. */
export const defaultBaseUrl = 'https://api.template.example';

/** Path of the list of calls, behind the base address. */
export const callsPath = '/v1/calls';

/** Most rows in one answer, whatever `limit` says. */
export const maxPageSize = 100;

/** One row of the list: the fields that the mapping uses. */
export const rowSchema = z.object({
  id: z.union([z.string(), z.number()]),
  /** `YYYY-MM-DD HH:mm:ss` on the vendor's wall. */
  started: z.string(),
  /** in, out or internal. */
  direction: z.string().nullish(),
  /** answered, missed, busy or failed. */
  result: z.string().nullish(),
  /** Whole seconds from start to end. */
  duration: z.number().nonnegative().nullish(),
  /** Whole seconds of conversation. */
  talk: z.number().nonnegative().nullish(),
  caller: z.string().nullish(),
  callee: z.string().nullish(),
  /** Who of the organisation was on the call. */
  agent: z.object({ login: z.string(), name: z.string().nullish() }).nullish(),
});

/** See {@link rowSchema}. */
export type Row = z.infer<typeof rowSchema>;

const totalSchema = z.object({ total: z.int().nonnegative() });

/** Reads one answer of the list. Throws `VendorResponseError` for all that isn't a page with its total. */
export function readAnswer(text: string): Page {
  const { json, rows, texts } = parseRows(text, 'calls');
  const counted = totalSchema.safeParse(json);
  if (!counted.success) throw new VendorResponseError({ what: 'The answer tells no total' });
  return { rows, texts, total: counted.data.total };
}

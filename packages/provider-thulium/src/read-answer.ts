import { type Page, VendorResponseError } from '@cdr/core';
import { type FailureDescription, parseRows, textOrNull } from '@cdr/provider-kit';
import { z } from 'zod';

const errorsSchema = z.object({
  errors: z.array(z.object({ message: z.string().nullish() })).min(1),
});
const countSchema = z.object({ count: z.union([z.string(), z.number()]) });

/**
 * Reads one answer of the call list. Throws `VendorResponseError` for all that isn't a page with its
 * total, such as an error that comes with status 200.
 */
export function readAnswer(text: string): Page {
  const { json, rows, texts } = parseRows(text, 'result');
  if (errorsSchema.safeParse(json).success) {
    throw new VendorResponseError({ what: 'The answer holds errors beside its rows' });
  }
  const count = countSchema.safeParse(json);
  const total = count.success ? textOrNull(count.data.count) : null;
  if (total === null || !/^\d{1,15}$/.test(total)) {
    throw new VendorResponseError({ what: 'The answer tells no count' });
  }
  return { rows, texts, total: Number(total) };
}

/** The vendor's own words, from `{"request_id":…,"errors":[{"message":…,"code":…}]}`. Throws on other bodies. */
export function describeRefusal(_status: number, bodyText: string): FailureDescription {
  const { errors } = errorsSchema.parse(JSON.parse(bodyText));
  return { what: errors.flatMap(({ message }) => message ?? []).join('; ') };
}

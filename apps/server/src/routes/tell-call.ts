import type { Call } from '@cdr/core';
import { RequestError } from '../http/request-error.ts';
import { type Access, hasRole } from '../keys/access.ts';

/** Addresses of recordings carry the right to listen: they are told with the vendor's row or not at all. */
export function tellCall(call: Call, { raw }: { raw: boolean }): Call {
  if (raw || call.recording === null) return call;
  return { ...call, recording: { ...call.recording, url: null, downloadUrl: null } };
}

/** Throws `RequestError` for those whose keys may not see vendors' rows. */
export function assertMaySeeRaw(access: Access): void {
  if (hasRole(access, 'operator')) return;
  throw new RequestError('forbidden', {
    what: "Vendors' rows and the addresses of recordings take a key of the role operator",
  });
}

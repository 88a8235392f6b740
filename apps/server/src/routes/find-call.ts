import type { Call, CallSource } from '@cdr/core';
import { RequestError } from '../http/request-error.ts';
import { type Access, maySee } from '../keys/access.ts';

/** Which call is looked for, and for whom. */
export interface CallSearch {
  /** The call's own id; not the vendor's. */
  id: string;
  access: Pick<Access, 'sources'>;
  raw: boolean;
}

/** The source of the call of that id; none where the key may not know of it. */
export function sourcesOfId(id: string, access: CallSearch['access']): string[] {
  const source = id.slice(0, id.indexOf(':'));
  return maySee(access, source) ? [source] : [];
}

/**
 * The call of that id. Throws `RequestError` when there is none, in the same words when the key may
 * not know of it.
 */
export async function findCall(calls: CallSource, { id, access, raw }: CallSearch): Promise<Call> {
  const source = sourcesOfId(id, access);
  if (source.length > 0) {
    const filter = { id: [id], source };
    for await (const batch of calls.read({ filter, raw })) {
      const found = batch.find((call) => call.id === id);
      if (found !== undefined) return found;
    }
  }
  throw new RequestError('not-found', { what: 'There is no such call' });
}

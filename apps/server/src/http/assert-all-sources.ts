import type { Access } from '../keys/access.ts';
import { RequestError } from './request-error.ts';

/** Throws `RequestError` for a key that is limited to some sources, where what is told or done concerns all. */
export function assertAllSources({ sources }: Pick<Access, 'sources'>): void {
  if (sources === null) return;
  throw new RequestError('forbidden', { what: 'This takes a key for all sources' });
}

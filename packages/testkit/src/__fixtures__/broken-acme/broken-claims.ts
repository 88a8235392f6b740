import type { CallStream } from '@cdr/core';
import { createAcmeProvider } from '../acme/acme-provider.ts';
import { type Acme, withStream } from './alter-acme.ts';

/** Acme providers whose manifests say what is not so. */
export const brokenClaims: Record<string, () => Acme> = {
  'names no document': () => {
    const acme = createAcmeProvider();
    return { ...acme, manifest: { ...acme.manifest, docs: [] } };
  },
  'claims a field that it has not': () =>
    withStream((stream) => ({ ...stream, fields: [...stream.fields, 'tags'] })),
  'claims that no call fails': () =>
    withStream((stream) => ({ ...stream, dispositions: ['answered', 'no-answer', 'busy'] })),
  'claims that its times have no seconds': () =>
    withStream((stream) => ({ ...stream, time: { ...stream.time, precision: 'minute' } })),
  'claims another reading of its bounds': () => withWindow({ to: 'inclusive' }),
  'claims that calls are found by their end': () => withWindow({ axis: 'end', margin: 'PT1H' }),
  'claims that long windows lose their end': () => withWindow({ overSpan: 'clamp-end' }),
  'claims that old calls are kept longer': () => withWindow({ retention: 'P3M' }),
  'claims longer windows': () => withWindow({ maxSpan: 'P6D' }),
  'claims larger pages': () => withPaging({ maxPageSize: 20 }),
  'claims to stop somewhere': () => withPaging({ cap: 500 }),
  'claims another order': () => withPaging({ order: 'desc' }),
  'claims that nothing comes late': () =>
    withStream((stream) => ({
      ...stream,
      finality: { ...stream.finality, revisit: 'PT6H', settle: 'PT0S' },
      window: { ...stream.window, from: 'exclusive' },
    })),
};

function withWindow(change: Partial<CallStream['window']>): Acme {
  return withStream((stream) => ({ ...stream, window: { ...stream.window, ...change } }));
}

function withPaging(change: Partial<CallStream['paging']>): Acme {
  return withStream((stream) => ({ ...stream, paging: { ...stream.paging, ...change } }));
}

import type { CallStream, Manifest } from '@cdr/core';
import type { ProviderSubject, VendorWorld } from '@cdr/testkit';
import { createAcmeProvider } from '../acme/acme-provider.ts';
import { acmeSubject } from '../acme/acme-subject.ts';
import { type Acme, withArchive, withStream } from './alter-acme.ts';

const windows: Partial<CallStream['window']>[] = [
  ...(['start', 'end', 'unknown'] as const).map((axis) => ({ axis })),
  ...(['inclusive', 'exclusive', 'unknown'] as const).map((bound) => ({ from: bound, to: bound })),
  ...(['answered', 'error', 'clamp-start', 'clamp-end', 'unknown'] as const).flatMap((overSpan) => [
    { overSpan },
    { overSpan, maxSpan: null },
  ]),
  { span: null },
  { retention: null },
];
const times: Partial<CallStream['time']>[] = [
  ...(['utc', 'offset', 'local'] as const).flatMap((request) =>
    (['utc', 'offset', 'local'] as const).map((response) => ({ request, response })),
  ),
  ...(['millisecond', 'second', 'minute'] as const).map((precision) => ({ precision })),
];
const pagings: Partial<CallStream['paging']>[] = [
  ...(['none', 'offset', 'page', 'cursor'] as const).flatMap((kind) =>
    (['exact', 'none'] as const).map((total) => ({ kind, total })),
  ),
  ...(['asc', 'desc', 'unknown'] as const).map((order) => ({ order })),
  { maxPageSize: null },
  { cap: 100 },
];
const finalities = (['id', 'content'] as const).flatMap((identity) =>
  [true, false].flatMap((mutable) =>
    ['P1D', 'PT1H'].map((revisit) => ({ identity, mutable, revisit })),
  ),
);
const recordings: Manifest['recordings'][] = [
  null,
  ...(['ref', 'url'] as const).map((by) => ({ by, settle: 'PT0S', limits: { concurrency: 1 } })),
];

const variants: Acme[] = [
  ...windows.map((own) => withStream((it) => ({ ...it, window: { ...it.window, ...own } }))),
  ...times.map((own) => withStream((it) => ({ ...it, time: { ...it.time, ...own } }))),
  ...pagings.map((own) => withStream((it) => ({ ...it, paging: { ...it.paging, ...own } }))),
  ...finalities.map(({ identity, ...own }) =>
    withStream((it) => ({ ...it, identity, finality: { ...it.finality, ...own } })),
  ),
  ...recordings.map((own) => withManifest({ recordings: own })),
  withManifest({ timeZone: 'UTC' }),
  withArchive((request) => request),
];

/** Vendors that can do all kinds of things, so that every check is made for one of them; they are not to be read. */
export const acmeVariants: readonly ProviderSubject[] = variants.flatMap((provider) => {
  const { answers: _answers, answersOf: _answersOf, ...plain } = acmeSubject(provider);
  const { readings } = plain;
  return [
    acmeSubject(provider),
    { ...plain, shortPages: () => ({}) },
    { provider, readings, vendorWorld },
  ];
});

function vendorWorld(): VendorWorld {
  return { options: {}, catchUp: async () => {}, close: async () => {} };
}

function withManifest(change: Partial<Manifest>): Acme {
  const acme = createAcmeProvider();
  return { ...acme, manifest: { ...acme.manifest, ...change } };
}

import type { CallStream, Manifest, Window } from '@cdr/core';

/** How the artificial vendor differs from a plain one. */
export interface ArtificialTraits {
  /** Default `id`: records have ids, come in pages and are counted. `content`: one list without both. */
  identity?: 'id' | 'content';
  /** Default 5. */
  pageSize?: number;
  /** Lists that a slice takes; each holds its own records and those of no list. */
  lists?: readonly string[];
  /** Records at which the vendor silently stops. */
  cap?: number;
  span?: string | null;
  maxSpan?: string | null;
  overSpan?: CallStream['window']['overSpan'];
  /** What the vendor makes of the window that it is asked for, in silence. */
  answered?: (asked: Window) => Window;
  margin?: string;
  retention?: string;
  settle?: string;
  revisit?: string;
  minPollInterval?: string;
  concurrency?: number;
  mapperVersion?: number;
  /** Default true. */
  mutable?: boolean;
}

/** The manifest of a vendor that exists in memory alone. */
export function createArtificialManifest(traits: ArtificialTraits = {}): Manifest {
  return {
    id: 'artificial',
    name: 'Artificial',
    docs: [],
    timeZone: 'UTC',
    country: null,
    hosts: [],
    streams: [createStream(traits)],
    recordings: null,
    identityEpoch: 0,
    mapperVersion: traits.mapperVersion ?? 0,
  };
}

function createStream({ identity = 'id', span = 'P1D', ...traits }: ArtificialTraits): CallStream {
  const isPaged = identity === 'id';
  return {
    id: 'calls',
    default: true,
    kind: 'calls',
    window: {
      axis: 'start',
      from: 'inclusive',
      to: 'exclusive',
      granularity: 'PT1M',
      maxSpan: traits.maxSpan ?? null,
      overSpan: traits.overSpan ?? 'unknown',
      span,
      retention: traits.retention ?? null,
      margin: traits.margin ?? 'PT0S',
    },
    time: { request: 'utc', response: 'utc', precision: 'millisecond' },
    paging: {
      kind: isPaged ? 'offset' : 'none',
      maxPageSize: isPaged ? (traits.pageSize ?? 5) : null,
      total: isPaged ? 'exact' : 'none',
      order: 'desc',
      cap: traits.cap ?? null,
    },
    identity,
    finality: {
      settle: traits.settle ?? 'PT6H',
      revisit: traits.revisit ?? 'PT6H',
      mutable: traits.mutable ?? true,
    },
    limits: {
      minPollInterval: traits.minPollInterval ?? 'PT0S',
      concurrency: traits.concurrency ?? 2,
      requestsPerSecond: null,
    },
    filters: [],
    fields: [],
    dispositions: [],
  };
}

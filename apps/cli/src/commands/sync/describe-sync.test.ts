import type { Provider } from '@cdr/core';
import {
  openSource,
  type Source,
  type SourceReport,
  type StreamReport,
  type SyncReport,
} from '@cdr/engine';
import ccrm from '@cdr/provider-ccrm';
import { expect, test } from 'vitest';
import { createFakeIo } from '../../__fixtures__/fake-io.ts';
import { describeSync } from './describe-sync.ts';

const { io } = createFakeIo();
const slices = { planned: 3, done: 3, failed: 0, bisected: 0, reread: 0 };
const rows = {
  ...{ received: 12, inserted: 12, updated: 0, unchanged: 0 },
  ...{ removed: 0, rejected: 0, outside: 0, duplicate: 0 },
};
const day = { from: '2024-06-01T22:00:00.000Z', to: '2024-06-02T22:00:00.000Z' };
const calls: StreamReport = {
  stream: 'calls',
  slices,
  rows,
  covered: [{ ...day, state: 'sealed' }],
  gaps: [],
  permanentGaps: [],
};
const notes: StreamReport = { ...calls, stream: 'notes', covered: [] };

function sourceOf(provider: Provider): Source {
  return openSource({
    name: 'krakow',
    provider,
    config: {
      provider: 'ccrm',
      options: { baseUrl: 'http://127.0.0.1:9', token: 't' },
      attemptTimeout: 'PT30S',
    },
    runtime: {
      clock: {
        now: () => 0,
        elapsedMs: () => 0,
        sleep: () => Promise.resolve(),
        after: () => () => {},
      },
      fetch: () => Promise.reject(new Error('no network here')),
      random: () => 0,
    },
  });
}

function describeStreams(...streams: StreamReport[]): string[] {
  const report: SourceReport = {
    ...{ source: 'krakow', provider: 'ccrm', status: 'complete', slices, rows, streams },
    ...{ requests: { sent: 40, retried: 0 }, covered: [], gaps: [], permanentGaps: [] },
    ...{ warnings: [], errors: [], retryAfterMs: null },
  };
  const run: SyncReport = { status: 'complete', sources: [report], elapsedMs: 1 };
  return describeSync(io, run, [sourceOf(ccrm)]).split('\n');
}

test('each stream has its rows and its ranges; notes cover calls, not time', () => {
  expect(describeStreams(calls, notes)).toEqual([
    'krakow  complete',
    '  calls     12 new, 0 changed, 0 unchanged',
    '  covered   2024-06-02 00:00 … 2024-06-03 00:00',
    '  gaps      none',
    '  notes     12 new, 0 changed, 0 unchanged',
    '  gaps      none',
    '  requests  40 for 3 of 3 slices',
    '',
  ]);
});

test('calls whose notes were not read are a gap', () => {
  expect(describeStreams({ ...notes, gaps: [day] })).toContain(
    '  gap       2024-06-02 00:00 … 2024-06-03 00:00 (calls whose notes were not read yet)',
  );
});

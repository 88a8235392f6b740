import type { Store } from '@cdr/core';
import { answerLines } from './answer-lines.ts';
import { type RunningServer, storeIsServed } from './running-server.ts';

/**
 * The store of a running server, as far as commands need it: all that reads, and what an owner may ask
 * for. Everything else throws `StoreBusyError`, which says who has the store.
 */
export function createRemoteStore(server: RunningServer): Store {
  const path = (method: string) => `/v1/local/store/${method}`;

  function post(method: string, argument: unknown): Promise<Response> {
    const body = JSON.stringify({ argument: JSON.stringify(argument ?? null) });
    const headers = { 'content-type': 'application/json' };
    return server.ask(path(method), { method: 'POST', body, headers });
  }

  /** Their types are those of the method, which this very version of the server answers. */
  async function value(method: string, argument?: unknown) {
    return JSON.parse(await (await post(method, argument)).text());
  }

  async function* batches(method: string, argument: unknown) {
    yield* answerLines(await post(method, argument));
  }

  async function* bytes(method: string, argument: unknown): AsyncGenerator<Uint8Array> {
    const { body } = await post(method, argument);
    if (body !== null) yield* body;
  }

  const refuse = (what: string) => async (): Promise<never> => {
    throw storeIsServed(server, what);
  };

  return {
    revision: () => null,
    count: (filter) => value('count', filter),
    read: (query) => batches('read', query),
    summarize: (query) => value('summarize', query),
    openNumbers: (query) => value('openNumbers', query),
    coverage: (source) => value('coverage', source),
    readStatistics: (query) => batches('readStatistics', query),
    readNotes: (query) => batches('readNotes', query),
    notesDue: (rule) => batches('notesDue', rule),
    countNotesDue: (rule) => value('countNotesDue', rule),
    notesCoverage: (source, within) => value('notesCoverage', { source, within }),
    rejected: (source) => batches('rejected', source),
    runs: (limit) => value('runs', limit),
    audit: (query) => value('audit', query),
    apiKeys: () => value('apiKeys'),
    recordApiKey: async (key, audit) => void (await value('recordApiKey', { key, audit })),
    erase: (request) => value('erase', request),
    countErasable: (person) => value('countErasable', person),
    snapshot: (work) =>
      work({
        months: (filter) => value('months', filter),
        count: (filter) => value('count', filter),
        read: (query) => batches('read', query),
        parquet: (request) => bytes('parquet', request),
        csv: (request) => bytes('csv', request),
      }),
    // The server does so after its own work.
    optimize: async () => undefined,
    close: async () => undefined,
    erasedNumbers() {
      throw storeIsServed(server, 'verify it');
    },
    pausedSources: refuse('pause its sources'),
    recordPause: refuse('pause its sources'),
    commit: refuse('store calls in it'),
    confirm: refuse('store calls in it'),
    lastAnswers: refuse('store calls in it'),
    commitStatistics: refuse('store statistics'),
    commitNotes: refuse('store notes'),
    deleteRejected: refuse('replay its rejected rows'),
    deleteRawBefore: refuse('delete vendor rows'),
    deleteOld: refuse('delete calls'),
    recordRun: refuse('record syncs'),
    recordAudit: refuse('write the audit log'),
    deleteAuditBefore: refuse('write the audit log'),
    addToOutbox: refuse('send messages'),
    outbox: refuse('send messages'),
    settleMessage: refuse('send messages'),
  };
}

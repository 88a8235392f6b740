import { type CallReading, type CallRow, createCallFields, type Store } from '@cdr/core';

/** A call of a test: which it is, in which month of 2024 it starts, and what it says. */
export interface MovingCall {
  source: string;
  number: number;
  /** 1 to 12. */
  month: number;
  version: number;
}

/** Makes these calls the only ones of a store. */
export async function putCalls(store: Store, calls: readonly MovingCall[]): Promise<void> {
  for (const source of ['warsaw', 'hanoi']) {
    const rows = calls.filter((call) => call.source === source).map(rowOf);
    await store.commit(readingOf(source, rows));
  }
}

function rowOf({ source, number, month, version }: MovingCall): CallRow {
  const call = createCallFields({
    startedAt: `2024-${String(month).padStart(2, '0')}-01T00:00:0${number % 10}.000Z`,
    timePrecision: 'second',
    timeZone: 'Europe/Warsaw',
    talkMs: version,
    agents: Array.from({ length: number % 3 }, (_, index) => ({
      id: `agent ${index}`,
      name: null,
      login: null,
      extension: null,
    })),
  });
  return { id: `${source}:${number}`, call, raw: null, hash: month * 1000 + version };
}

function readingOf(source: string, rows: readonly CallRow[]): CallReading {
  const window = { from: Date.UTC(2023, 0, 1), to: Date.UTC(2026, 0, 1) };
  return {
    source,
    stream: 'calls',
    provider: 'sample',
    window,
    proof: null,
    rows,
    rejected: [],
    missing: 'remove',
  };
}

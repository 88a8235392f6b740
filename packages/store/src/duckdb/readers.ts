import { StoreError } from '@cdr/core';
import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { storeFailure } from './store-failure.ts';

const keptConnections = 4;

/** Connections to read through, each by one reader at a time; they see what was committed. */
export interface Readers {
  use<T>(work: (connection: DuckDBConnection) => Promise<T>): Promise<T>;
  /** Lets work that has begun end, and gives all connections back. */
  close(): Promise<void>;
}

export function createReaders(instance: DuckDBInstance, path: string): Readers {
  const idle: DuckDBConnection[] = [];
  const busy = new Set<Promise<unknown>>();
  let closed = false;

  async function runWork<T>(work: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
    const connection = idle.pop() ?? (await instance.connect());
    try {
      return await work(connection);
    } catch (error) {
      throw storeFailure(error, 'The store could not be read', path);
    } finally {
      if (closed || idle.length >= keptConnections) connection.closeSync();
      else idle.push(connection);
    }
  }

  return {
    async use(work) {
      if (closed) throw new StoreError({ what: 'The store is closed' });
      const running = runWork(work);
      busy.add(running);
      try {
        return await running;
      } finally {
        busy.delete(running);
      }
    },
    async close() {
      closed = true;
      await Promise.allSettled(busy);
      for (const connection of idle.splice(0)) connection.closeSync();
    },
  };
}

import { type Call, type CallKey, CdrError, type Store } from '@cdr/core';
import { type CallSelection, readSelected } from '@cdr/engine';
import type { Session } from './session.ts';

/** What of a session is needed. */
type PagedSession = Pick<Session, 'io' | 'clock' | 'withStoreToRead'>;

const pageSize = 1000;
const patienceMs = 2000;

/**
 * The calls that are meant, for work that takes long: the store is opened for each page and closed
 * again, so that others can use it meanwhile. One that is busy is waited for.
 */
export async function* readInPages(
  session: PagedSession,
  selection: CallSelection,
  limit: number,
): AsyncGenerator<Call[]> {
  let after: CallKey | undefined;
  for (let rest = limit; rest > 0; ) {
    const size = Math.min(pageSize, rest);
    const page = await withPatience(session, async (store) => {
      const calls: Call[] = [];
      const reading = readSelected(store, selection, { limit: size, after, raw: false });
      for await (const batch of reading) calls.push(...batch);
      return calls;
    });
    if (page.length > 0) yield page;
    if (page.length < size) return;
    rest -= size;
    after = page.at(-1);
  }
}

async function withPatience<Result>(
  session: PagedSession,
  work: (store: Store) => Promise<Result>,
): Promise<Result> {
  const { clock, io } = session;
  for (let isTold = false; ; isTold = true) {
    try {
      return await session.withStoreToRead(work);
    } catch (error) {
      if (!CdrError.isInstance(error) || error.code !== 'store-busy') throw error;
      if (!isTold) io.stderr.write('cdr: the store is in use; waiting for it\n');
      await clock.sleep(patienceMs, io.signal);
    }
  }
}

import { CdrError, StoreBusyError } from '@cdr/core';
import { type LockFile, problemSchema, readLockFile } from '@cdr/server';

/** A server that has the store of the config. */
export interface RunningServer extends LockFile {
  /** Sends a request; throws what the server says to be wrong. */
  ask(path: string, init?: RequestInit): Promise<Response>;
}

const patienceMs = 5000;

/** The server that has the store; `null` when none does, also where one was killed that had it. */
export async function findServer(storePath: string): Promise<RunningServer | null> {
  const lock = await readLockFile(storePath);
  if (lock === null) return null;
  const ask = createAsk(lock);
  try {
    await ask('/v1/local/store/runs', {
      method: 'POST',
      body: JSON.stringify({ argument: '1' }),
      headers: { 'content-type': 'application/json' },
      signal: AbortSignal.timeout(patienceMs),
    });
    return { ...lock, ask };
  } catch {
    return null;
  }
}

/** Says who has the store, for what only whoever has it can do. */
export function storeIsServed({ url, pid }: LockFile, what: string): StoreBusyError {
  return new StoreBusyError({
    what: `The server at ${url} (process ${pid}) has the store, and nobody else can ${what}`,
    todo: 'Stop it for as long as that takes',
  });
}

function createAsk({ url, key }: LockFile): RunningServer['ask'] {
  return async (path, init = {}) => {
    const headers = new Headers(init.headers);
    headers.set('authorization', `Bearer ${key}`);
    const answer = await fetch(`${url}${path}`, { ...init, headers });
    if (answer.ok) return answer;
    const problem = problemSchema.safeParse(await answer.json().catch(() => null));
    throw new ServerRefusal(answer.status, problem.data?.detail ?? `It answered ${answer.status}`);
  };
}

/** What the server says to be wrong, in its words. */
export class ServerRefusal extends CdrError {
  readonly status: number;
  constructor(status: number, detail: string) {
    // What is asked for wrongly is as wrong as in a command.
    super(status === 400 ? 'config' : 'store', false, { what: detail.replace(/\.$/, '') });
    this.status = status;
  }
}

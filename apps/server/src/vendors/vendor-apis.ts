import type { Clock, VendorApi, VendorApiOptions, VendorGate } from '@cdr/core';
import type { ServedApi } from '@cdr/engine';
import type { DataCache } from '../http/data-cache.ts';
import { type Access, hasRole, maySee } from '../keys/access.ts';
import { type CallsAndNotes, callsOfSources } from './calls-of-sources.ts';
import { inTurn } from './in-turn.ts';
import type { TokenBook } from './token-book.ts';

/** The APIs of vendors over the store, below the names of sources. */
export interface VendorApis {
  /**
   * What answers below a name, over the calls that a key may see: none where there is no key, so that
   * an API that let everybody in would have nothing to tell. `null` when nothing is served there.
   */
  find(name: string, access: Access | null): VendorApi | null;
}

/** What the APIs are made of. */
export interface VendorApisInput {
  store: CallsAndNotes;
  clock: Pick<Clock, 'now'>;
  tokens: TokenBook;
  /** In whose APIs each source is served. */
  served: ReadonlyMap<string, readonly ServedApi[]>;
  onError: (error: unknown) => void;
  /** Keeps what they answer. */
  texts: DataCache<string>;
  openRecording?: VendorApiOptions['openRecording'];
}

/** Stands for all sources. */
const allSources = '*';

/** Makes each API when it is first asked for, once for all keys that may see the same. */
export function createVendorApis(input: VendorApisInput): VendorApis {
  const { store, clock, tokens, served, texts, onError } = input;
  const { openRecording = async () => null } = input;
  const made = new Map<string, VendorApi>();

  function gateTo(sources: readonly string[]): VendorGate {
    const isLetIn = (access: Access | null) =>
      access !== null && sources.some((source) => maySee(access, source));
    return {
      admits: (secret) => isLetIn(tokens.accessOf(secret)),
      issueToken: (key) => (isLetIn(tokens.accessOf(key)) ? tokens.issue(key) : null),
      roleOf(secret) {
        const access = tokens.accessOf(secret);
        if (access === null) return null;
        return isLetIn(access) ? access.role : 'none';
      },
    };
  }

  return {
    find(name, access) {
      const sources = name === allSources ? [...served.keys()] : [name];
      const shapes = shapesOf(sources.flatMap((source) => served.get(source) ?? []));
      if (shapes.length === 0) return null;
      const seen = sources.filter((source) => access !== null && maySee(access, source));
      const addresses = access !== null && hasRole(access, 'operator');
      const key = JSON.stringify([name, seen, addresses]);
      const known = made.get(key);
      if (known !== undefined) return known;
      const calls = callsOfSources(store, { sources: seen, addresses });
      const gate = gateTo(sources);
      const apis = shapes.map(({ module, timeZone }, place) =>
        module.createVendorApi(calls, {
          now: () => clock.now(),
          gate,
          notes: calls,
          keep: (question, make) => texts.get(JSON.stringify([key, place, question]), make),
          openRecording,
          onError,
          ...(timeZone === null || sources.length > 1 ? {} : { timeZone }),
        }),
      );
      const api = inTurn(apis);
      made.set(key, api);
      return api;
    },
  };
}

/** Each API once, in whatever order sources name them. */
function shapesOf(served: readonly ServedApi[]): ServedApi[] {
  const shapes = new Map(served.toReversed().map((api) => [api.module, api]));
  return [...shapes.values()].reverse();
}

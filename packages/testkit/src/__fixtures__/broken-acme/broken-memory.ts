import type { Window } from '@cdr/core';
import { createNamelessAcme } from '../acme/nameless-acme.ts';
import { type Acme, type Fetch, withConnection, withFetch } from './alter-acme.ts';

/** Acme providers that think they know already. */
export const brokenMemory: Record<string, () => Acme> = {
  'remembers answers': rememberAnswers,
  'goes on telling what is gone': () => {
    const known = new WeakMap<Fetch, Map<string, unknown>>();
    return withConnection((connection, { fetch }) => {
      const told = known.get(fetch) ?? new Map<string, unknown>();
      known.set(fetch, told);
      return {
        ...connection,
        async *read(request) {
          for await (const { rows, texts } of connection.read(request)) {
            for (const [at, text] of texts.entries()) told.set(text, rows[at]);
          }
          const { from, to } = request.bounds;
          const own = [...told].filter(([, row]) => {
            const start = String(Object(row).start).replace(' ', 'T');
            return start >= from.wall && start < to.wall;
          });
          yield { rows: own.map(([, row]) => row), texts: own.map(([text]) => text), total: null };
        },
      };
    }, createNamelessAcme());
  },
  'gives the same answer when it is asked again at once': () =>
    withFetch((fetch) => remembering(fetch, new Map()), createNamelessAcme()),
  'checkpoints what is not committed yet': () => {
    const seen = new WeakMap<object, Set<string>>();
    return withConnection((connection, { fetch }) => ({
      ...connection,
      async *read(request) {
        const known = seen.get(fetch) ?? new Set();
        const window = `${request.owned.from} ${request.owned.to}`;
        if (known.has(window)) yield { rows: [], texts: [], total: 0 };
        else yield* connection.read(request);
        seen.set(fetch, known.add(window));
      },
    }));
  },
  'does not look again at parts of what it has read': () =>
    withConnection((connection) => {
      const known: Window[] = [];
      return {
        ...connection,
        async *read(request) {
          const { owned } = request;
          if (known.some((whole) => isPart(owned, whole))) yield { rows: [], texts: [], total: 0 };
          else yield* connection.read(request);
          known.push(owned);
        },
      };
    }),
  'forgets what it is asked for a fourth time': () => {
    const seen = new WeakMap<object, Map<number, number>>();
    return withConnection((connection, { fetch }) => ({
      ...connection,
      async *read(request) {
        const times = seen.get(fetch) ?? new Map<number, number>();
        const own = (times.get(request.owned.from) ?? 0) + 1;
        seen.set(fetch, times.set(request.owned.from, own));
        if (own < 4) yield* connection.read(request);
        else yield { rows: [], texts: [], total: 0 };
      },
    }));
  },
};

/** Acme that asks its vendor the same only once. */
export function rememberAnswers(): Acme {
  const vendors = new WeakMap<Fetch, Map<string, string>>();
  return withFetch((fetch) => {
    const answers = vendors.get(fetch) ?? new Map<string, string>();
    vendors.set(fetch, answers);
    return remembering(fetch, answers);
  });
}

function remembering(fetch: Fetch, answers: Map<string, string>): Fetch {
  return async (request) => {
    const known = answers.get(request.url);
    if (known !== undefined) return new Response(known);
    const response = await fetch(request);
    if (response.ok) answers.set(request.url, await response.clone().text());
    return response;
  };
}

function isPart(window: Window, whole: Window): boolean {
  const isWithin = window.from >= whole.from && window.to <= whole.to;
  return isWithin && window.to - window.from < whole.to - whole.from;
}

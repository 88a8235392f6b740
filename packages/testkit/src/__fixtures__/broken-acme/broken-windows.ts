import { setImmediate as nextTurn } from 'node:timers/promises';
import { formatWallTime, type ReadRequest, type RequestBound, type RequestBounds } from '@cdr/core';
import { type Acme, withArchive, withConnection, withReading, withStream } from './alter-acme.ts';

/** Acme providers that ask for other times than they are told to. */
export const brokenWindows: Record<string, () => Acme> = {
  'has a bound that is off by one': () =>
    withReading((request) => ({
      ...request,
      bounds: { ...request.bounds, to: movedBy(request.bounds.to, -60_000) },
    })),
  'has a bound of another stream that is off by one': () =>
    withArchive((request) => ({
      ...request,
      bounds: { ...request.bounds, to: movedBy(request.bounds.to, -60_000) },
    })),
  'asks for a day more than it is told to': () =>
    withReading((request) => ({
      ...request,
      bounds: { ...request.bounds, from: movedBy(request.bounds.from, -86_400_000) },
    })),
  'takes the offset of one bound for both': () =>
    withReading(({ bounds: { from, to }, ...request }) => ({
      ...request,
      bounds: { from, to: { ...to, wall: movedBy(from, to.epochMs - from.epochMs).wall } },
    })),
  'ignores the clamp': () =>
    withStream((stream) => ({
      ...stream,
      window: { ...stream.window, maxSpan: null, span: null, overSpan: 'answered' },
    })),
  'mixes up slices that it reads at once': () =>
    withConnection((connection) => {
      let bounds: RequestBounds | null = null;
      return {
        ...connection,
        async *read(request) {
          ({ bounds } = request);
          await nextTurn();
          yield* connection.read({ ...request, bounds });
        },
      };
    }),
  'leaves out the last hour': () =>
    withConnection((connection, { clock }) => ({
      ...connection,
      read: (request) => connection.read(upTo(() => clock.now() - 3_600_000)(request)),
    })),
  'asks up to the machine’s own time': () => withReading(upTo(() => Date.now())),
  'asks up to the time of a stopwatch': () =>
    withReading(upTo(() => performance.timeOrigin + performance.now())),
};

/** Asks for nothing behind that instant. */
function upTo(now: () => number): (request: ReadRequest) => ReadRequest {
  return (request) => {
    const ahead = request.bounds.to.epochMs - now();
    const to = ahead > 0 ? movedBy(request.bounds.to, -ahead) : request.bounds.to;
    return { ...request, bounds: { ...request.bounds, to } };
  };
}

function movedBy({ epochMs, wall }: RequestBound, ms: number): RequestBound {
  return { epochMs: epochMs + ms, wall: formatWallTime(Date.parse(`${wall}Z`) + ms) };
}

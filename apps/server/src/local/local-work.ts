import { Readable } from 'node:stream';
import { durationToMs } from '@cdr/core';
import { readRange, replayRejected, type SyncEvent, verify } from '@cdr/engine';
import { z } from 'zod';
import { isFailure, toProblem } from '../http/problem.ts';
import type { Server, ServerContext } from '../server-context.ts';
import { assertLocal } from './assert-local.ts';

const verifySchema = z.strictObject({
  sources: z.array(z.string()),
  from: z.string().optional(),
  to: z.string().optional(),
  timeZone: z.string().optional(),
  full: z.boolean(),
  repair: z.boolean(),
});
const replaySchema = verifySchema.pick({ sources: true });

/** Compression would hold lines back until there are many. */
const atOnce = { compress: false } as const;

/** What is told of work while it is done. */
type Tell = (event: SyncEvent) => void;

/**
 * Work of commands on this machine that reads and writes so much that the server does it itself, while no
 * sync of the sources runs. What is told of it are lines: of each `event`, and at last its `report`, or the
 * `problem` that ended it; empty objects in between, so that nobody takes the connection for dead. Ends
 * when the command goes.
 */
export function localWork(server: Server, context: ServerContext): void {
  const { project, store, desk, clock } = context;
  const { config } = project.loaded;
  const beatMs = durationToMs(config.server.idleTimeout) / 4;
  const raw = config.raw === 'none' ? 'none' : 'keep';

  async function verifySources(
    { sources: names, full, repair, ...times }: z.infer<typeof verifySchema>,
    { tell, signal }: { tell: Tell; signal: AbortSignal },
  ) {
    const sources = await project.openSources(names);
    return desk.exclusively(
      sources.map(({ name }) => name),
      (stop) =>
        verify({
          store,
          sources: sources.map((source) => ({
            source,
            asked: readRange(times, times.timeZone ?? source.settings.timeZone),
          })),
          clock,
          signal: AbortSignal.any([signal, stop]),
          full,
          ...(repair ? { repair: { store, raw } } : {}),
          onEvent: tell,
        }),
    );
  }

  async function replaySources({ sources: names }: z.infer<typeof replaySchema>) {
    const sources = await project.openSources(names);
    return desk.exclusively(
      sources.map(({ name }) => name),
      () => replayRejected(store, sources),
    );
  }

  /** Lines about work, which is told to end when nobody takes them any more. */
  async function* linesOf(
    requestId: string,
    work: (how: { tell: Tell; signal: AbortSignal }) => Promise<object>,
  ): AsyncGenerator<string> {
    const end = new AbortController();
    const { signal } = end;
    const { readable, writable } = new TransformStream<string, string>();
    const writer = writable.getWriter();
    const write = (line: object) =>
      writer.write(`${JSON.stringify(line)}\n`).catch(() => undefined);
    const beat = async () => {
      for (;;) {
        await write({});
        await clock.sleep(beatMs, signal);
      }
    };
    const beaten = beat().catch(() => undefined);
    const done = work({ tell: (event) => void write({ event }), signal })
      .then(
        (report) => write({ report }),
        (error: unknown) => {
          const problem = toProblem(error, requestId);
          if (isFailure(problem)) {
            server.log.error({ err: error, reqId: requestId }, 'work for a command failed');
          }
          return write({ problem });
        },
      )
      .then(() => writer.close())
      .catch(() => undefined);
    try {
      // Not delegated: the iterator of a stream can't be thrown into, as is done when clients go.
      for await (const line of readable) yield line;
    } finally {
      end.abort();
      await Promise.all([beaten, done]);
    }
  }

  server.post(
    '/v1/local/verify',
    { ...atOnce, schema: { hide: true, body: verifySchema } },
    async (request, reply) => {
      assertLocal(request);
      const { body, id } = request;
      return reply
        .type('application/x-ndjson')
        .send(Readable.from(linesOf(id, (how) => verifySources(body, how))));
    },
  );

  server.post(
    '/v1/local/replay',
    { ...atOnce, schema: { hide: true, body: replaySchema } },
    async (request, reply) => {
      assertLocal(request);
      const { body, id } = request;
      return reply
        .type('application/x-ndjson')
        .send(Readable.from(linesOf(id, () => replaySources(body))));
    },
  );
}

import { type Clock, ConfigError } from '@cdr/core';
import type { Project } from '@cdr/engine';
import { openDuckDbStore } from '@cdr/store';
import type { FastifyBaseLogger } from 'fastify';
import { createAuditTrail } from './audit/audit-trail.ts';
import { createServer } from './create-server.ts';
import { openKeyRing } from './keys/key-ring.ts';
import { writeLockFile } from './local/lock-file.ts';
import { createMetrics } from './metrics/metrics.ts';
import type { Server } from './server-context.ts';
import { watchHorizon } from './sync/horizon-watch.ts';
import { startScheduler } from './sync/scheduler.ts';
import { createSyncDesk } from './sync/sync-desk.ts';
import { startCourier } from './webhooks/courier.ts';
import { createGapTeller } from './webhooks/gap-teller.ts';
import { happeningsOfSync } from './webhooks/happenings-of-sync.ts';
import { messagesOf } from './webhooks/webhook-events.ts';

/** What a server is run with. */
export interface ServeInput {
  project: Project;
  clock: Clock;
  /** The address to listen on, such as `127.0.0.1`. */
  host: string;
  /** 0 for any that is free. */
  port: number;
  /** Ends it when it aborts. */
  signal: AbortSignal;
  logger?: FastifyBaseLogger;
  onListening: (started: ServerStarted) => void;
}

/** A server that listens. */
export interface ServerStarted {
  url: string;
  /** A key of the role owner, made because there was none at all; else `null`. Told here and never again. */
  firstKey: string | null;
}

/** How long requests may go on once the server is to end, in milliseconds. */
export const graceMs = 10_000;

/**
 * Opens the store of the project and serves it until the signal aborts. What requests have begun
 * then may end, within {@link graceMs}; what hasn't ended by then is cut off, and its writing rolled
 * back. Throws `ConfigError` when it can't listen, and what opening a store throws.
 */
export async function serve(input: ServeInput): Promise<void> {
  const { project, clock, host, port, signal, logger, onListening } = input;
  const { path } = project.loaded.config.store;
  const store = await openDuckDbStore({ path, now: () => clock.now() });
  try {
    const keys = await openKeyRing({ store, clock, by: { via: 'server', keyId: null } });
    const configured = Object.keys(project.loaded.config.sources).length > 0;
    const sources = configured ? await project.openSources([]) : [];
    const metrics = createMetrics({ store, clock });
    const { webhooks } = project.loaded.config;
    const courier = startCourier({
      store,
      webhooks,
      clock,
      onProblem: (problem) => logger?.warn(problem, 'a webhook did not take a message'),
      onError: (error) => logger?.error({ err: error }, 'messages to webhooks wait in the store'),
    });
    const tellGaps = createGapTeller({ store, webhooks, clock });
    const audit = createAuditTrail({
      store,
      clock,
      keepFor: project.loaded.config.audit.keepFor,
      onError: (error) => logger?.error({ err: error }, 'the audit log was not written'),
    });
    await audit.forgetOld();
    const horizon = watchHorizon({
      sources,
      store,
      clock,
      onNearing: (gap) => logger?.warn(gap, 'a gap nears what its vendor still tells'),
      onChecked: async (gaps) => {
        metrics.onNearing(gaps);
        await tellGaps(gaps);
        courier.wake();
        await audit.forgetOld();
      },
      onError: (error) => logger?.error({ err: error }, 'gaps were not looked for'),
    });
    const desk = createSyncDesk({
      project,
      store,
      clock,
      onEvent: (event) => {
        metrics.onEvent(event);
        if (event.type === 'warning') logger?.warn(event, 'a sync warns');
        if (event.type === 'slice-failed') logger?.warn(event, 'a slice failed');
      },
      announce: (run, ended) =>
        happeningsOfSync(run, ended).flatMap((happening) => messagesOf(webhooks, happening)),
      onEnd: (state) => {
        metrics.onEnd(state);
        courier.wake();
        horizon.check();
        const { id, source, status, progress } = state;
        logger?.info({ sync: id, source, status, progress }, 'a sync has ended');
      },
      onBug: (error) =>
        logger?.error({ err: error }, 'a sync broke, or what is old was not deleted'),
    });
    const paused = await store.pausedSources();
    const scheduler = startScheduler({ sources, paused, desk, clock, random: Math.random });
    const context = {
      project,
      store,
      keys,
      clock,
      desk,
      scheduler,
      metrics,
      audit,
      horizon,
    };
    const server = await createServer(logger === undefined ? context : { ...context, logger });
    let forget = async (): Promise<void> => undefined;
    try {
      const url = await listen(server, { host, port });
      const lock = { url: localAddress(url), key: keys.lend(), pid: process.pid };
      forget = await writeLockFile(path, lock);
      const isFirst = keys.list().length === 0;
      const first = { name: 'first owner', role: 'owner', sources: null, expiresAt: null } as const;
      onListening({ url, firstKey: isFirst ? (await keys.create(first)).text : null });
      await aborted(signal);
    } finally {
      await forget();
      await closeInTime(
        () => Promise.all([server.close(), scheduler.close(), desk.close()]),
        server,
        clock,
      );
      await Promise.all([audit.close(), horizon.close(), courier.close()]);
    }
  } finally {
    await store.close();
  }
}

/** Where this machine reaches a server that listens on all its addresses. */
function localAddress(url: string): string {
  return url.replace(/\/\/(?:0\.0\.0\.0|\[::\])(?=:|$)/, '//127.0.0.1');
}

async function listen(server: Server, at: { host: string; port: number }): Promise<string> {
  try {
    return await server.listen(at);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (code !== 'EADDRINUSE' && code !== 'EACCES' && code !== 'EADDRNOTAVAIL') throw error;
    throw new ConfigError({
      what: `The server can't listen on ${at.host}:${at.port}`,
      todo:
        code === 'EADDRINUSE'
          ? 'Another program does: stop it, or choose another port'
          : 'Choose another host or port',
      cause: error,
    });
  }
}

async function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise<void>((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

async function closeInTime(
  close: () => Promise<unknown>,
  server: Server,
  clock: Clock,
): Promise<void> {
  const inTime = new AbortController();
  const closing = close().finally(() => inTime.abort());
  await clock.sleep(graceMs, inTime.signal).catch(() => undefined);
  server.server.closeAllConnections();
  await closing;
}

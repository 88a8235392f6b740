import {
  type ApiRole,
  ConfigError,
  durationSchema,
  durationToMs,
  type EpochMs,
  zoneOf,
} from '@cdr/core';
import { assertKnown, knownSources, parseTime, timeForms } from '@cdr/engine';
import { type KeyDescription, type KeyRing, openKeyRing } from '@cdr/server';
import { type ExitCode, exitCodes } from '../../exit-codes.ts';
import { renderTable } from '../../formats/text-table.ts';
import { openSession, type Session } from '../../session/session.ts';
import type { CliIo } from '../../terminal/cli-io.ts';
import type { GlobalOptions } from '../command-context.ts';

/** Who has the file has all rights. */
const by = { via: 'command', keyId: null } as const;

/** What `cdr keys create` takes. */
export interface KeysCreateOptions extends GlobalOptions {
  name: string;
  role: ApiRole;
  source?: string[] | undefined;
  expires?: string | undefined;
  json?: true | undefined;
}

/** Makes a key and shows it. */
export async function runKeysCreate(io: CliIo, options: KeysCreateOptions): Promise<ExitCode> {
  const session = await openSession(io, options);
  const { name, role, source } = options;
  const expiresAt = options.expires === undefined ? null : readExpiry(options.expires, session);
  const { text, key } = await session.withStore(async (store) => {
    if (source !== undefined) assertKnown(source, await knownSources(session, store));
    const keys = await openKeyRing({ store, clock: session.clock, by });
    return keys.create({ name, role, sources: source ?? null, expiresAt });
  });
  if (options.json === true) io.stdout.write(`${JSON.stringify({ ...key, key: text })}\n`);
  else {
    io.stdout.write(`${text}\n`);
    io.stderr.write('It is stored nowhere: keep it now.\n');
  }
  return exitCodes.done;
}

/** Lists keys. */
export async function runKeysList(
  io: CliIo,
  options: GlobalOptions & { json?: true | undefined },
): Promise<ExitCode> {
  const keys = await withKeys(await openSession(io, options), async (ring) => ring.list());
  if (options.json === true) io.stdout.write(`${JSON.stringify(keys, null, 2)}\n`);
  else io.stdout.write(tableOfKeys(keys));
  return exitCodes.done;
}

/** Takes keys back. */
export async function runKeysRevoke(
  io: CliIo,
  options: GlobalOptions & { ids: readonly string[] },
): Promise<ExitCode> {
  await withKeys(await openSession(io, options), async (ring) => {
    const known = ring.list().map(({ id }) => id);
    const unknown = options.ids.find((id) => !known.includes(id));
    if (unknown !== undefined) throw new ConfigError({ what: `There is no key ${unknown}` });
    for (const id of options.ids) await ring.revoke(id);
  });
  return exitCodes.done;
}

function withKeys<Result>(
  session: Session,
  work: (keys: KeyRing) => Promise<Result>,
): Promise<Result> {
  const { clock } = session;
  return session.withStore(async (store) => work(await openKeyRing({ store, clock, by })));
}

/** A moment, or a time from now; local times are this machine's. */
function readExpiry(text: string, { clock }: Session): EpochMs {
  const now = clock.now();
  const own = zoneOf(Intl.DateTimeFormat().resolvedOptions().timeZone);
  const at = durationSchema.safeParse(text).success
    ? now + durationToMs(text)
    : parseTime(text, own);
  if (at === null) {
    throw new ConfigError({
      what: `--expires "${text}" is no time`,
      todo: `Use ${timeForms}, or a duration such as P90D`,
    });
  }
  if (at <= now) throw new ConfigError({ what: `--expires "${text}" is over already` });
  return at;
}

function tableOfKeys(keys: readonly KeyDescription[]): string {
  const titles = ['id', 'name', 'role', 'sources', 'created', 'expires', 'revoked'];
  const rows = keys.map((key) => [
    key.id,
    key.name,
    key.role,
    key.sources === null ? 'all' : key.sources.join(', '),
    key.createdAt,
    key.expiresAt ?? '',
    key.revokedAt ?? '',
  ]);
  return renderTable(
    titles.map((title) => ({ title })),
    rows,
  );
}

import { ConfigError, type ErasureCounts } from '@cdr/core';
import { countErasable, erasePerson } from '@cdr/engine';
import { confirm, isCancel } from '@clack/prompts';
import { type ExitCode, exitCodes } from '../../exit-codes.ts';
import { openSession } from '../../session/session.ts';
import { type CliIo, QuestionsLeft } from '../../terminal/cli-io.ts';
import type { GlobalOptions } from '../command-context.ts';

/** What `cdr erase` takes. */
export interface EraseOptions extends GlobalOptions {
  number: string;
  dryRun?: true | undefined;
  yes?: true | undefined;
  json?: true | undefined;
}

/** Erases a person; on a terminal, once somebody has said yes to what goes. */
export async function runErase(io: CliIo, options: EraseOptions): Promise<ExitCode> {
  const { number, dryRun, yes, json } = options;
  if (dryRun !== true && yes !== true && io.stdin.isTTY !== true) {
    throw new ConfigError({
      what: 'Nobody is here to be asked whether that person shall be erased',
      todo: 'Say --yes, or look first with --dry-run',
    });
  }
  const session = await openSession(io, options);
  const { clock } = session;
  return session.withStore(async (store) => {
    const person = { project: session, store, number };
    const tell = (counts: ErasureCounts, verb: string) =>
      io.stdout.write(json === true ? `${JSON.stringify(counts)}\n` : describe(counts, verb));
    if (dryRun === true) {
      tell(await countErasable(person), 'would be erased');
      return exitCodes.done;
    }
    if (yes !== true) {
      io.stderr.write(describe(await countErasable(person), 'are there'));
      const message = 'Erase that, for good, and whatever is read of them later?';
      const answer = await confirm({ message, initialValue: false, signal: io.signal });
      if (isCancel(answer)) throw new QuestionsLeft();
      if (!answer) return exitCodes.failed;
    }
    tell(await erasePerson({ ...person, clock, by: { via: 'command', keyId: null } }), 'erased');
    await store.optimize();
    if (json !== true) io.stderr.write(elsewhere);
    return exitCodes.done;
  });
}

const elsewhere =
  'Recordings, exports and copies of the file that were made before are not touched.\n';

function describe(counts: ErasureCounts, verb: string): string {
  const { calls, notes, rawRows, rejected, statistics } = counts;
  const lines: [count: number, one: string, many: string][] = [
    [calls, 'call', 'calls'],
    [notes, 'note', 'notes'],
    [rawRows, 'vendor row', 'vendor rows'],
    [rejected, 'rejected row', 'rejected rows'],
    [statistics, 'vendor statistic', 'vendor statistics'],
  ];
  const told = lines
    .filter(([count]) => count > 0)
    .map(([count, one, many]) => `${count} ${count === 1 ? one : many}`);
  return `${told.length === 0 ? 'nothing of them is stored' : `${told.join(', ')} ${verb}`}\n`;
}

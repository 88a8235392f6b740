import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';

/** A script of this folder, running in a process of its own. */
export interface RunningScript {
  pid: number;
  /** The next line that it prints; rejects when it ends first. */
  nextLine(): Promise<string>;
  /** Ends its input, which asks it to end. */
  endInput(): void;
  kill(): void;
  /** Resolves when the process is gone. */
  ended: Promise<void>;
}

export function runScript(name: string, args: readonly string[]): RunningScript {
  const script = fileURLToPath(new URL(name, import.meta.url));
  const child: ChildProcessByStdio<Writable, Readable, null> = spawn(
    process.execPath,
    ['--conditions=@cdr/source', script, ...args],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  child.stdout.setEncoding('utf8');
  const ended = once(child, 'exit').then(() => undefined);
  const lines = linesOf(child.stdout);
  return {
    pid: child.pid ?? -1,
    async nextLine() {
      const { value, done } = await lines.next();
      if (done === true) throw new Error(`${name} ended without another line`);
      return value;
    },
    endInput: () => child.stdin.end(),
    kill: () => child.kill('SIGKILL'),
    ended,
  };
}

async function* linesOf(stream: Readable): AsyncGenerator<string, undefined> {
  let rest = '';
  for await (const text of stream) {
    const lines = `${rest}${text}`.split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  return undefined;
}

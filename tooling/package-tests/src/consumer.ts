import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { type ProgramEnd, plainEnvironment, runProgram } from '@cdr/new-provider';

/** A project of somebody who has nothing but npm and what it installs. */
export interface Consumer {
  folder: string;
  /** Has these packages installed (`name` or `name@version`), and no others but what they need. */
  install(...packages: string[]): Promise<void>;
  write(file: string, content: string | object): Promise<void>;
  /** Runs an installed command to its end. */
  run(command: string, ...parameters: string[]): Promise<ProgramEnd>;
  /** Runs an installed command while `work` is done with the first `count` lines that it prints. */
  during<T>(
    command: readonly string[],
    count: number,
    work: (lines: readonly string[]) => Promise<T>,
  ): Promise<T>;
  close(): Promise<void>;
}

/** Opens an empty project, outside of any workspace. Packages of `scopes` come from that registry. */
export async function openConsumer(
  registryUrl: string,
  scopes: readonly string[],
): Promise<Consumer> {
  const folder = await mkdtemp(join(tmpdir(), 'cdr-consumer-'));
  const binOf = (command: string) => join(folder, 'node_modules/.bin', command);

  async function write(file: string, content: string | object): Promise<void> {
    const text = typeof content === 'string' ? content : JSON.stringify(content, null, 2);
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), text);
  }

  await write(
    '.npmrc',
    [
      ...scopes.map((scope) => `${scope}:registry=${registryUrl}`),
      ...['prefer-offline=true', 'audit=false', 'fund=false', 'package-lock=false', ''],
    ].join('\n'),
  );

  return {
    folder,
    write,
    async install(...packages) {
      const dependencies = Object.fromEntries(
        packages.map((own) => {
          const [, name = own, version = 'latest'] = /^(.+?)@(.*)$/.exec(own) ?? [];
          return [name, version];
        }),
      );
      await write('package.json', { private: true, type: 'module', dependencies });
      const { code, stderr } = await runProgram('npm', ['install'], folder);
      if (code !== 0) throw new Error(`npm install ${packages.join(' ')} failed: ${stderr}`);
    },
    run: (command, ...parameters) => runProgram(binOf(command), parameters, folder),
    async during([command = '', ...parameters], count, work) {
      const env = plainEnvironment();
      const child = spawn(binOf(command), parameters, { cwd: folder, env });
      const ended = once(child, 'exit');
      try {
        const lines = await Promise.race([
          firstLines(child.stdout, count),
          ended.then(([code]) => {
            throw new Error(`${command} ended before it said ${count} lines, with ${code}`);
          }),
        ]);
        return await work(lines);
      } finally {
        child.kill('SIGINT');
        await ended;
      }
    },
    close: () => rm(folder, { recursive: true }),
  };
}

async function firstLines(input: Readable, count: number): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of createInterface(input)) {
    if (lines.push(line) === count) break;
  }
  return lines;
}

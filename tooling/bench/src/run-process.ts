import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { execArgv, execPath, stdin } from 'node:process';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { Workload } from './workload.ts';

/** Programs read what they are to do from their input, since command lines are short. */
function start(file: string, input: unknown, channel: 'ipc' | 'ignore'): ChildProcess {
  const path = fileURLToPath(new URL(file, import.meta.url));
  const child = spawn(execPath, [...execArgv, ...heapOf(file), path], {
    stdio: ['pipe', 'pipe', 'inherit', channel],
  });
  child.stdin?.end(JSON.stringify(input));
  return child;
}

const measured = ['./sync-process.ts', './export-process.ts', './http-server-process.ts'];

/** What is measured runs as users run it; the rest holds whole workloads in memory. */
function heapOf(file: string): string[] {
  return measured.includes(file) ? [] : ['--max-old-space-size=8192'];
}

/** What a program was told to do. */
export async function readJob<Job>(): Promise<Job> {
  return JSON.parse(await text(stdin));
}

/** Runs one of this folder's programs to its end and gives the JSON that it printed. */
export async function runProcess<Result>(file: string, input: unknown): Promise<Result> {
  const child = start(file, input, 'ignore');
  const chunks: Buffer[] = [];
  child.stdout?.on('data', (chunk: Buffer) => chunks.push(chunk));
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`${file} ended with ${String(code)}`);
  return JSON.parse(Buffer.concat(chunks).toString());
}

/** A server that runs until it is disposed of. */
export interface ServerProcess extends AsyncDisposable {
  /** The first line that it printed. */
  line: string;
  pid: number;
}

/** Starts one of this folder's programs that serve; ready once it has printed a line. */
export async function startServer(file: string, input: unknown): Promise<ServerProcess> {
  const child = start(file, input, 'ipc');
  if (child.stdout === null) throw new Error(`${file} has no output`);
  const lines = createInterface({ input: child.stdout });
  const ended = once(child, 'exit').then(() => {
    throw new Error(`${file} ended before it listened`);
  });
  const [line]: string[] = await Promise.race([once(lines, 'line'), ended]);
  ended.catch(() => {});
  if (line === undefined || child.pid === undefined) throw new Error(`${file} told nothing`);
  return {
    line,
    pid: child.pid,
    [Symbol.asyncDispose]: async () => {
      const exit = once(child, 'exit');
      child.disconnect();
      await exit;
    },
  };
}

/** A vendor that runs until it is disposed of. */
export interface VendorProcess extends AsyncDisposable {
  url: string;
  /** The requests answered since the last call. */
  takeLog(): Promise<string[]>;
}

/** Starts a vendor that answers a workload; ready once its rows are rendered. */
export async function startVendor(workload: Workload): Promise<VendorProcess> {
  const { line: url, [Symbol.asyncDispose]: dispose } = await startServer(
    './vendor-server.ts',
    workload,
  );
  return {
    url,
    takeLog: async () => JSON.parse(await (await fetch(`${url}/log`)).text()),
    [Symbol.asyncDispose]: dispose,
  };
}

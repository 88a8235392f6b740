import { readFile } from 'node:fs/promises';
import { get } from 'node:http';
import { startBenchServer } from './bench-server.ts';
import { type Figure, round } from './figure.ts';

const calls = 1_000_000;
const clients = 50;

/** The most memory of a server from which fifty clients export all calls at once, over what it has idle. */
export async function measureHttpExport(): Promise<Figure[]> {
  await using server = await startBenchServer(calls);
  const headers = { authorization: `Bearer ${server.key}` };
  await fetch(`${server.url}/v1/calls?limit=1`, { headers });
  const idle = await memoryOf(server.pid, 'VmRSS');
  const startedAt = performance.now();
  const sizes = await Promise.all(
    Array.from({ length: clients }, () => download(`${server.url}/v1/export?format=csv`, headers)),
  );
  const elapsedMs = performance.now() - startedAt;
  if (new Set(sizes).size !== 1) throw new Error('the files are not the same');
  const peak = await memoryOf(server.pid, 'VmHWM');
  return [
    {
      name: 'http-export-memory',
      calls,
      clients,
      idleMb: Math.round(idle),
      peakMb: Math.round(peak),
      overMb: Math.round(peak - idle),
      megabytesEach: Math.round((sizes[0] ?? 0) / 1e6),
      seconds: round(elapsedMs / 1000),
    },
  ];
}

/** What Linux tells of a process, in megabytes. */
async function memoryOf(pid: number, name: 'VmRSS' | 'VmHWM'): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  const [, kilobytes] = new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status) ?? [];
  return Number(kilobytes) / 1024;
}

/** The bytes of an answer, which is read to its end. */
function download(url: string, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    get(url, { headers, agent: false }, (response) => {
      let bytes = 0;
      response.on('data', (piece: Buffer) => {
        bytes += piece.length;
      });
      response.once('end', () => resolve(bytes)).once('error', reject);
      response.once('aborted', () => reject(new Error('the answer was cut')));
    }).once('error', reject);
  });
}

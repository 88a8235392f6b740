import { Agent, get } from 'node:http';

/** What is asked for. */
export interface Target {
  url: string;
  headers: Record<string, string>;
}

const connections = 8;

/** Requests a second, with as many at once as there are connections. `target` tells the one of a number. */
export async function requestRate(
  target: (request: number) => Target,
  requests: number,
): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  let left = requests;
  async function ask(): Promise<void> {
    while (left > 0) {
      left -= 1;
      await askOnce(target(left), agent);
    }
  }
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: connections }, ask));
  const elapsedMs = performance.now() - startedAt;
  agent.destroy();
  return (requests / elapsedMs) * 1000;
}

function askOnce({ url, headers }: Target, agent: Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    get(url, { headers, agent }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`the answer was ${response.statusCode}`));
      response.once('error', reject).once('end', resolve).resume();
    }).once('error', reject);
  });
}

import { createServer } from 'node:http';
import { answerSoluno, answerThulium } from './rendered-answers.ts';
import { renderRows } from './rendered-rows.ts';
import { readJob } from './run-process.ts';
import type { Workload } from './workload.ts';

/**
 * A vendor as a process of its own that sends bytes rendered beforehand, so that no benchmark waits
 * for it. Prints its address; GET /log tells the requests answered so far and forgets them.
 */
const workload = await readJob<Workload>();
const rows = await renderRows(workload);
const answer = workload.vendor === 'thulium' ? answerThulium(rows) : answerSoluno(rows);
let log: string[] = [];

const server = createServer((request, response) => {
  const url = new URL(request.url ?? '/', 'http://localhost');
  response.setHeader('content-type', 'application/json');
  if (url.pathname === '/log') {
    response.end(JSON.stringify(log));
    log = [];
    return;
  }
  request.resume();
  if (url.pathname === '/token') {
    response.end('{"access_token":"bench","token_type":"bearer"}');
    return;
  }
  log.push(request.url ?? '/');
  const parts = answer(url.searchParams);
  response.setHeader(
    'content-length',
    parts.reduce((sum, part) => sum + part.length, 0),
  );
  for (const part of parts) response.write(part);
  response.end();
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  process.stdout.write(`http://127.0.0.1:${port}\n`);
});
process.on('disconnect', () => process.exit());

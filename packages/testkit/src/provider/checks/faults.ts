import type { Fault } from '../../faults/fault.ts';
import { faultAt, faultFrom } from '../../faults/fault.ts';
import { type Check, checkGroup } from '../check.ts';
import { demand } from '../conformance-error.ts';
import { atEachRequest, countRequests, expectExact, expectRecovery } from '../drills.ts';
import { hourMs, type Stage } from '../stage.ts';
import type { StreamLab } from '../stream-lab.ts';

const html = '<!DOCTYPE html><html><body><h1>Maintenance</h1></body></html>';
const errorBody = JSON.stringify({
  error: 'temporarily_unavailable',
  errors: [{ message: 'Try again later', code: 17 }],
});

/** Several pages a slice, where the vendor has pages. */
const paged = { pages: 'short' } as const;

/** What passes when the same is asked again. */
const transient: Record<string, Fault> = {
  'answers 500': { kind: 'answer', status: 500, body: errorBody },
  'answers 503': {
    kind: 'answer',
    status: 503,
    body: html,
    headers: { 'content-type': 'text/html' },
  },
  'breaks the connection before it answers': { kind: 'refuse' },
  'breaks the connection within its answer': { kind: 'reset' },
  'cuts its answer off': { kind: 'truncate' },
  'answers a web page': {
    kind: 'answer',
    status: 200,
    body: html,
    headers: { 'content-type': 'text/html' },
  },
  'answers an error with status 200': { kind: 'answer', status: 200, body: errorBody },
  'answers nothing at all': { kind: 'answer', status: 200, body: '' },
  'never answers': { kind: 'hang' },
  'stops in the middle of its answer': { kind: 'stall' },
  'drips its answer byte by byte': { kind: 'drip' },
};

/** What lasts, until somebody does something about it. */
const lasting: Record<string, Fault> = {
  'answers 500': { kind: 'answer', status: 500, body: errorBody },
  'refuses the credentials': { kind: 'answer', status: 401, body: errorBody },
  forbids: { kind: 'answer', status: 403, body: errorBody },
  'is not to be reached': { kind: 'refuse' },
  'cuts its answers off': { kind: 'truncate' },
  'answers web pages': {
    kind: 'answer',
    status: 200,
    body: html,
    headers: { 'content-type': 'text/html' },
  },
  'answers errors with status 200': { kind: 'answer', status: 200, body: errorBody },
  'asks for patience': { kind: 'answer', status: 429, headers: { 'retry-after': '86400' } },
};

/** What goes wrong on the way costs requests, never records. */
export function faultChecks(lab: StreamLab): Check[] {
  if (!lab.isServed) return [];
  const once = Object.entries(transient).map(([what, fault]) => [
    `ends the same when the vendor once ${what}, whenever that is`,
    () => expectOverlooked(lab, fault),
  ]);
  const forGood = Object.entries(lasting).map(([what, fault]) => [
    `is never complete while the vendor ${what}, and makes up for it`,
    async () => {
      const stage = lab.ordinaryStage(82);
      const requests = await countRequests(lab, stage, paged);
      await atEachRequest(requests, (at) =>
        expectRecovery(lab, stage, faultFrom(at, fault), paged),
      );
    },
  ]);
  return checkGroup('faults', {
    ...Object.fromEntries([...once, ...forGood]),

    'waits for as many seconds as it is asked to': () =>
      expectPatience(lab, 7_000, () => ({ 'retry-after': '7' })),

    'waits until the time that it is asked to wait for': () =>
      expectPatience(lab, 9_000, ({ now }) => ({
        date: new Date(now).toUTCString(),
        'retry-after': new Date(now + 9_000).toUTCString(),
      })),

    'never tells a refused run as complete, and asks no more than a few times': async () => {
      const stage = lab.ordinaryStage(83);
      const requests = await countRequests(lab, stage, paged);
      await atEachRequest(requests, async (at) => {
        const trial = lab.openTrial({
          ...stage,
          ...paged,
          faults: faultAt(at, { kind: 'answer', status: 401 }),
        });
        const run = await trial.sync(stage.asked);
        if (run.status === 'complete') {
          await lab.expectComplete(trial, { ...stage, run });
          return;
        }
        demand(run.report.errors.length > 0, 'the run does not say what went wrong');
        await lab.expectTruth(trial, stage);
        trial.clock.advance(hourMs);
        await lab.expectComplete(trial, { ...stage, run: await trial.sync(stage.asked) });
      });
    },

    'stops asking when its credentials are refused': async () => {
      const stage = lab.ordinaryStage(84);
      const faults = faultFrom(0, { kind: 'answer', status: 401, body: errorBody });
      const trial = lab.openTrial({ ...stage, ...paged, faults });
      const run = await trial.sync(stage.asked);
      demand(run.status === 'failed', `the run is ${run.status}`);
      demand(run.requests <= 10, `${run.requests} requests were sent with refused credentials`);
    },
  });
}

async function expectOverlooked(lab: StreamLab, fault: Fault): Promise<void> {
  const stage = lab.ordinaryStage(81);
  const requests = await countRequests(lab, stage, paged);
  await atEachRequest(requests, (at) =>
    expectExact(lab, stage, { ...paged, faults: faultAt(at, fault) }),
  );
}

async function expectPatience(
  lab: StreamLab,
  askedMs: number,
  headersAt: (stage: Stage) => Record<string, string>,
): Promise<void> {
  const stage = lab.ordinaryStage(85);
  const requests = await countRequests(lab, stage, paged);
  await atEachRequest(requests, async (at) => {
    const fault: Fault = { kind: 'answer', status: 429, headers: headersAt(stage) };
    const trial = lab.openTrial({ ...stage, ...paged, faults: faultAt(at, fault) });
    await lab.expectComplete(trial, { ...stage, run: await trial.sync(stage.asked) });
    const longest = Math.max(0, ...trial.clock.waits);
    demand(longest >= askedMs, `it waited for ${longest} ms where ${askedMs} ms were asked for`);
  });
}

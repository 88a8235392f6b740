import { setImmediate as nextTurn } from 'node:timers/promises';
import { CdrError } from '@cdr/core';
import { checkSource } from '@cdr/engine';
import { faultFrom } from '../../faults/fault.ts';
import { type Check, checkGroup } from '../check.ts';
import { demand } from '../conformance-error.ts';
import { createCredentialWatch } from '../credential-watch.ts';
import { atEachRequest, countRequests } from '../drills.ts';
import { formsOf, holdSecret, readableText, secretsOf } from '../secrets.ts';
import { hourMs, type Stage } from '../stage.ts';
import type { StreamLab } from '../stream-lab.ts';
import type { Trial } from '../trial.ts';
import { withReading } from '../with-reading.ts';
import { withinReason } from '../within-reason.ts';
import { withoutGlobals } from '../without-globals.ts';

/** Nothing is asked while something else is. */
const oneByOne = { pages: 'short', config: { concurrency: 1 } } as const;

/** What a provider must not do besides reading. */
export function hygieneChecks(lab: StreamLab): Check[] {
  return [
    ...checkGroup('hygiene', {
      'says that it can be reached': async () => {
        const source = await lab.openTrial(lab.ordinaryStage(101)).ready();
        const line = await checkSource(source, new AbortController().signal);
        demand(line.trim() !== '' && !line.includes('\n'), 'the check of a source gives no line');
      },

      'takes neither network nor time from anywhere but its context': async () => {
        const stage = lab.ordinaryStage(105);
        const trial = lab.openTrial(stage);
        const run = await withoutGlobals(() => trial.sync(stage.asked));
        await lab.expectComplete(trial, { ...stage, run });
      },

      'stops at once when it is told to, whatever it is doing': () =>
        lab.isServed ? expectStops(lab) : expectStopOfReading(lab),
    }),
    ...(lab.isServed ? credentialChecks(lab) : []),
  ];
}

function credentialChecks(lab: StreamLab): Check[] {
  return checkGroup('hygiene', {
    'says when its credentials do not hold': async () => {
      const faults = faultFrom(0, { kind: 'answer', status: 401 });
      const { source } = lab.openTrial({ ...lab.ordinaryStage(101), faults });
      const error = await failureOf(checkSource(source, new AbortController().signal));
      demand(
        CdrError.isInstance(error) && error.code === 'auth',
        `refused credentials are told as ${String(error)}`,
      );
    },

    'never tells its credentials': async () => {
      const last = (await countRequests(lab, lab.ordinaryStage(102))) - 1;
      for (const first of new Set([0, 1, last])) {
        for (const status of [400, 401, 403, 404, 409, 429, 500, 503, null]) {
          await expectSilence(lab, { status, first });
        }
      }
    },

    'never stores its credentials': async () => {
      const stage = lab.ordinaryStage(103);
      const watch = createCredentialWatch(secretsOf(lab));
      const trial = lab.openTrial({ ...stage, through: watch.over });
      await trial.sync(stage.asked);
      expectNoSecret(watch.secrets, { 'the store': await contentOf(trial) });
    },
  });
}

/**
 * Refuses requests with answers that hold all credentials that were sent, and looks for them in
 * everything that is told: by a sync, by the check of a source, by a single reading.
 */
async function expectSilence(
  lab: StreamLab,
  { status, first }: { status: number | null; first: number },
): Promise<void> {
  const stage = lab.ordinaryStage(102);
  const { signal } = new AbortController();

  function openEchoingTrial() {
    const watch = createCredentialWatch(secretsOf(lab));
    let requests = 0;
    const trial = lab.openTrial({
      ...stage,
      through: (vendorApi) => async (request) => {
        requests += 1;
        if (requests <= first) return watch.over(vendorApi)(request);
        await watch.look(request);
        const echo = [...watch.secrets].flatMap(formsOf).concat(request.url).join(' ');
        if (status === null) throw echoingError(echo);
        return echoingAnswer(status, echo);
      },
    });
    return { trial, secrets: watch.secrets };
  }

  const synced = openEchoingTrial();
  const { report, events } = await synced.trial.sync(stage.asked);
  const content = await contentOf(synced.trial);
  expectNoSecret(synced.secrets, {
    'the report': report,
    'an event': events,
    'the store': content,
  });
  const checked = openEchoingTrial();
  const checkError = await failureOf(checkSource(checked.trial.source, signal));
  expectNoSecret(checked.secrets, { 'the error of a check': checkError });
  const read = openEchoingTrial();
  const readError = await failureOf(lab.readOnce(read.trial, stage, signal));
  expectNoSecret(read.secrets, { 'the error of a reading': readError });
}

function echoingAnswer(status: number, echo: string): Response {
  const body = { message: echo, error_description: echo, errors: [{ message: echo }] };
  return Response.json(body, { status, headers: { 'retry-after': '1' } });
}

/** Some errors of `fetch` carry the request that they are about. */
function echoingError(echo: string): TypeError {
  const cause = Object.assign(new Error(`connect ECONNREFUSED ${echo}`), {
    code: 'ECONNREFUSED',
    request: { headers: [echo] },
  });
  return new TypeError(`fetch failed ${echo}`, { cause });
}

async function expectStops(lab: StreamLab): Promise<void> {
  const stage = lab.ordinaryStage(104);
  await atEachRequest(await countRequests(lab, stage, oneByOne), async (at) => {
    for (const answer of ['none', '503'] as const) await expectStop(lab, stage, at, answer);
  });
}

/** Aborts where there are no requests: when a reading begins. */
async function expectStopOfReading(lab: StreamLab): Promise<void> {
  const stage = lab.ordinaryStage(104);
  const controller = new AbortController();
  const provider = withReading(lab.provider, () => controller.abort(new Error('stopped by hand')));
  const trial = lab.openTrial({ ...stage, provider });
  const run = await trial.sync(stage.asked, controller.signal);
  demand(run.status === 'interrupted', `a run that was stopped is ${run.status}`);
  demand(run.report.rows.received === 0, `${run.report.rows.received} rows came after the stop`);
  const outcome = await failureOf(lab.readOnce(trial, stage, controller.signal));
  demand(outcome !== null, 'a reading goes on after the stop');
  trial.clock.advance(hourMs);
  await lab.expectComplete(trial, { ...stage, run: await trial.sync(stage.asked) });
}

/** Aborts at one request, which then gets no answer or one that asks for another attempt. */
async function expectStop(
  lab: StreamLab,
  stage: Stage,
  at: number,
  answer: 'none' | '503',
): Promise<void> {
  const controller = new AbortController();
  let requests = 0;
  let isDeaf = false;
  const trial = lab.openTrial({
    ...stage,
    ...oneByOne,
    through: (vendorApi) => async (request) => {
      requests += 1;
      if (requests - 1 !== at) return vendorApi(request);
      controller.abort(new Error('stopped by hand'));
      if (answer === '503') return new Response('', { status: 503 });
      // What listens hears of it at once.
      for (let turns = 10; turns > 0; turns -= 1) await nextTurn();
      request.signal.throwIfAborted();
      isDeaf = true;
      return vendorApi(request);
    },
  });
  const run = await trial.sync(stage.asked, controller.signal);
  demand(!isDeaf, 'a request goes on after the stop');
  demand(run.status === 'interrupted', `a run that was stopped is ${run.status}`);
  demand(run.requests === at + 1, `${run.requests - at - 1} requests were sent after the stop`);
  await lab.expectTruth(trial, stage);
  trial.clock.advance(hourMs);
  await lab.expectComplete(trial, { ...stage, run: await trial.sync(stage.asked) });
}

function expectNoSecret(secrets: Iterable<string>, things: Record<string, unknown>): void {
  for (const [where, thing] of Object.entries(things)) {
    demand(!holdSecret([readableText(thing)], secrets), `${where} holds credentials`);
  }
}

async function contentOf({ store }: Trial): Promise<unknown[]> {
  const content: unknown[] = await store.runs(100);
  for await (const batch of store.read({ raw: true })) content.push(batch);
  for await (const batch of store.readStatistics({ raw: true })) content.push(batch);
  for await (const batch of store.readNotes({ raw: true })) content.push(batch);
  for await (const batch of store.rejected()) content.push(batch);
  return content;
}

function failureOf(promise: Promise<unknown>): Promise<unknown> {
  return withinReason(promise).then(
    () => null,
    (error: unknown) => error,
  );
}

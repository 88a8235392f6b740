import { type Call, type CallStream, zoneOf } from '@cdr/core';
import { expectSameCalls } from './compare-calls.ts';
import { demand } from './conformance-error.ts';
import type { ProviderSubject } from './provider-subject.ts';
import { readPages } from './read-pages.ts';
import { shortPages } from './short-pages.ts';
import { ordinaryStage } from './stage.ts';
import { answersOf, createTrialStand, expectCovered, type StreamLab } from './stream-lab.ts';
import { callsWithin } from './trial.ts';
import { type ToldCall, tellAlone } from './truth.ts';
import { withMapper } from './with-mapper.ts';

/** Where the checks of a stream of calls are made. */
export interface Lab extends StreamLab<CallStream> {
  readonly kinds: readonly Call['kind'][];
  /** Whether `pages: 'short'` makes a difference. */
  readonly canShortenPages: boolean;
  /** What is true of these calls: as the provider tells each when the vendor has no other. */
  tell(calls: readonly Call[]): Promise<ToldCall[]>;
}

/** Sets up for a subject, and a stream of calls of its provider. */
export function createLab<Options extends object>(
  subject: ProviderSubject<Options>,
  stream: CallStream,
): Lab {
  const { provider } = subject;
  const zone = zoneOf(provider.manifest.timeZone);
  const answers = answersOf(subject, stream);
  const cut = stream.paging.kind === 'offset' && answers !== null ? shortPages(answers) : null;
  const stand = createTrialStand(subject, { stream, cut });
  const { openTrial } = stand;
  const told = new Map<string, Promise<ToldCall>>();

  function tellOne(call: Call): Promise<ToldCall> {
    return tellAlone(
      {
        stream,
        zone,
        async syncAlone({ now, from, to, wrapMapper }) {
          const trial = openTrial({
            calls: [call],
            now,
            provider: withMapper(provider, wrapMapper),
          });
          const { status, report } = await trial.sync({ from, to });
          demand(
            status === 'complete',
            `the only call of a vendor is not read: ${report.errors.join('; ')}`,
          );
          return trial.stored();
        },
      },
      call,
    );
  }

  function tell(calls: readonly Call[]): Promise<ToldCall[]> {
    return Promise.all(
      calls.map((call) => {
        const text = JSON.stringify(call);
        let answer = told.get(text);
        if (answer === undefined) {
          answer = tellOne(call);
          told.set(text, answer);
        }
        return answer;
      }),
    );
  }

  const lab: Lab = {
    ...stand,
    provider,
    stream,
    zone,
    kinds: subject.kinds ?? ['call'],
    answers,
    canShortenPages: cut !== null || stand.canShortenPages,
    tell,
    ordinaryStage: (seed) => ordinaryStage(lab, seed),
    async expectTruth(trial, { calls }) {
      const truth = (await tell(calls)).map(({ call }) => call);
      expectSameCalls(await trial.stored(), callsWithin(truth, await trial.coverage()), stream);
    },
    async expectComplete(trial, outcome) {
      await expectCovered(trial, outcome);
      await lab.expectTruth(trial, outcome);
    },
    async readOnce(trial, { asked }) {
      await readPages(lab, trial, asked);
    },
  };
  return lab;
}

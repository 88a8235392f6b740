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
  /** Whether `pages` makes a difference. */
  readonly canShortenPages: boolean;
  /**
   * What is true of these calls: as the provider tells each when the vendor has no other. In the zone
   * of the manifest, unless another one is named.
   */
  tell(calls: readonly Call[], timeZone?: string): Promise<ToldCall[]>;
}

/** Sets up for a subject, and a stream of calls of its provider. */
export function createLab<Options extends object>(
  subject: ProviderSubject<Options>,
  stream: CallStream,
): Lab {
  const { provider } = subject;
  const zone = zoneOf(provider.manifest.timeZone);
  const answers = answersOf(subject, stream);
  const cut =
    stream.paging.kind === 'offset' && answers !== null
      ? (rows: number) => shortPages(answers, rows)
      : null;
  const stand = createTrialStand(subject, { stream, cut });
  const { openTrial } = stand;
  const told = new Map<string, Promise<ToldCall>>();

  function tellOne(call: Call, timeZone: string): Promise<ToldCall> {
    return tellAlone(
      {
        stream,
        zone: zoneOf(timeZone),
        async syncAlone({ now, from, to, wrapMapper }) {
          const trial = openTrial({
            calls: [call],
            now,
            provider: withMapper(provider, wrapMapper),
            ...(timeZone === zone.id ? {} : { config: { timeZone } }),
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

  function tell(calls: readonly Call[], timeZone = zone.id): Promise<ToldCall[]> {
    return Promise.all(
      calls.map((call) => {
        const text = JSON.stringify([timeZone, call]);
        let answer = told.get(text);
        if (answer === undefined) {
          answer = tellOne(call, timeZone);
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
      const { timeZone } = trial.source.settings;
      const truth = (await tell(calls, timeZone)).map(({ call }) => call);
      expectSameCalls(await trial.stored(), callsWithin(truth, await trial.coverage()), stream);
    },
    async expectComplete(trial, outcome) {
      await expectCovered(trial, outcome);
      await lab.expectTruth(trial, outcome);
    },
    async readOnce(trial, { asked }, signal) {
      await readPages(lab, trial, asked, signal);
    },
  };
  return lab;
}

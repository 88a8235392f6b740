import {
  type Call,
  type CallSource,
  type CallStream,
  type Clock,
  type Provider,
  streamsOf,
  subtractWindows,
  type VendorApi,
  type Window,
  type Zone,
  zoneOf,
} from '@cdr/core';
import type { FaultPlan } from '../faults/fault.ts';
import { withFaults } from '../faults/with-faults.ts';
import { expectSameCalls } from './compare-calls.ts';
import { ConformanceError, demand } from './conformance-error.ts';
import type { AnswerShape, ProviderSubject, VendorWorld } from './provider-subject.ts';
import { shortPages } from './short-pages.ts';
import {
  callsWithin,
  createTrial,
  describeWindow,
  type Trial,
  type TrialOptions,
  type TrialRun,
  type TrialVendor,
} from './trial.ts';
import { type ToldCall, tellAlone } from './truth.ts';
import { withMapper } from './with-mapper.ts';

/** One way in which the vendor may behave, ready to be set up. */
export interface Reading {
  name: string;
  setUp(calls: CallSource, setting: VendorSetting): TrialVendor;
}

/** Where and how a vendor is set up. */
interface VendorSetting {
  clock: Clock;
  /** The zone of its wall times; `undefined` for the reading's own. */
  timeZone: string | undefined;
  /** Whether its pages hold few rows, where its subject says how. */
  hasShortPages: boolean;
}

/** How a trial differs from a plain one. */
export interface LabTrial
  extends Pick<TrialOptions, 'calls' | 'now'>,
    Partial<Pick<TrialOptions, 'store' | 'config' | 'provider'>> {
  /** Default: the first one of the subject. */
  reading?: Reading;
  /** `short`: pages hold few rows, so that there are several, where the vendor has pages. */
  pages?: 'short';
  /** What goes wrong with the vendor's answers. */
  faults?: FaultPlan;
  /** Stands between the provider and the vendor, in front of `faults`. */
  through?: (vendorApi: VendorApi) => VendorApi;
}

/** Where the checks of one stream of a provider are made. */
export interface Lab {
  readonly provider: Provider;
  readonly stream: CallStream;
  readonly zone: Zone;
  /** The provider's options in config; none where they depend on the vendor that is set up. */
  readonly options: Record<string, unknown>;
  /** Whether the vendor has an HTTP API, which can be broken. */
  readonly isServed: boolean;
  readonly kinds: readonly Call['kind'][];
  readonly answers: AnswerShape | null;
  /** Whether `pages: 'short'` makes a difference. */
  readonly canShortenPages: boolean;
  readonly readings: readonly [Reading, ...Reading[]];
  openTrial(trial: LabTrial): Trial;
  /** What is true of these calls: as the provider tells each when the vendor has no other. */
  tell(calls: readonly Call[]): Promise<ToldCall[]>;
  /** Demands that the store holds what is true of `calls` in the covered ranges, and nothing else. */
  expectTruth(trial: Trial, calls: readonly Call[]): Promise<void>;
  /** Demands a complete run that covers what was asked for, and the truth. */
  expectComplete(
    trial: Trial,
    outcome: { run: TrialRun; asked: Window; calls: readonly Call[] },
  ): Promise<void>;
  /** Takes away what was set up so far. */
  close(): Promise<void>;
}

/** Sets up for a subject, and the first stream of its provider. */
export function createLab<Options extends object>(subject: ProviderSubject<Options>): Lab {
  const { provider } = subject;
  const stream = firstStream(provider);
  const zone = zoneOf(provider.manifest.timeZone);
  const served = 'vendorApi' in subject ? subject : null;
  const answers = served?.answers ?? null;
  const worlds = new Set<VendorWorld>();
  const [first, ...others] = subject.readings;
  const bind = ({ name, vendorApiOptions }: typeof first): Reading => ({
    name,
    setUp(calls, { clock, timeZone, hasShortPages }) {
      const options = {
        ...vendorApiOptions,
        ...(hasShortPages ? served?.shortPages : {}),
        ...(timeZone === undefined ? {} : { timeZone }),
        now: () => clock.now(),
        elapsedMs: () => clock.elapsedMs(),
      };
      if ('vendorApi' in subject) {
        return { options: subject.options, answer: subject.vendorApi(calls, options) };
      }
      const world = subject.vendorWorld(calls, options);
      worlds.add(world);
      return { ...world, answer: refuseRequest };
    },
  });
  const readings = [bind(first), ...others.map(bind)] as const;
  const told = new Map<string, Promise<ToldCall>>();
  const cut = stream.paging.kind === 'offset' && answers !== null ? shortPages(answers) : null;

  function openTrial({ reading, pages, faults, through, ...trial }: LabTrial): Trial {
    return createTrial({
      provider,
      stream: stream.id,
      createVendor(calls, clock) {
        const hasShortPages = pages === 'short';
        const timeZone = trial.config?.timeZone;
        const setting = { clock, timeZone, hasShortPages };
        const vendor = (reading ?? readings[0]).setUp(calls, setting);
        const { answer } = vendor;
        const paged = hasShortPages && cut !== null ? withFaults(answer, cut) : answer;
        const faulty = faults === undefined ? paged : withFaults(paged, faults);
        return { ...vendor, answer: through === undefined ? faulty : through(faulty) };
      },
      ...trial,
    });
  }

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

  async function expectTruth(trial: Trial, calls: readonly Call[]): Promise<void> {
    const truth = (await tell(calls)).map(({ call }) => call);
    expectSameCalls(await trial.stored(), callsWithin(truth, await trial.coverage()), stream);
  }

  return {
    provider,
    stream,
    zone,
    options: served?.options ?? {},
    isServed: served !== null,
    kinds: subject.kinds ?? ['call'],
    answers,
    canShortenPages: cut !== null || served?.shortPages !== undefined,
    readings,
    openTrial,
    tell,
    expectTruth,
    async expectComplete(trial, { run, asked, calls }) {
      const { errors, gaps } = run.report;
      demand(
        run.status === 'complete',
        `the run is ${run.status}: ${errors.join('; ') || `gaps: ${JSON.stringify(gaps)}`}`,
      );
      const reachable = [{ from: asked.from, to: Math.min(asked.to, trial.clock.now() - 60_000) }];
      const open = subtractWindows(reachable, await trial.coverage());
      demand(open.length === 0, `a complete run left out ${open.map(describeWindow).join(', ')}`);
      await expectTruth(trial, calls);
    },
    async close() {
      await Promise.all([...worlds].map((world) => world.close()));
      worlds.clear();
    },
  };
}

function refuseRequest(): Promise<never> {
  throw new ConformanceError('a provider without an HTTP API sends a request');
}

function firstStream({ manifest }: Provider): CallStream {
  const [stream] = streamsOf(manifest, 'calls');
  if (stream === undefined) throw new ConformanceError(`${manifest.name} has no stream of calls`);
  return stream;
}

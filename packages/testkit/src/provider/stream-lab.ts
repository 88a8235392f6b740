import {
  type CallSource,
  type Clock,
  type Provider,
  type Stream,
  subtractWindows,
  type VendorApi,
  type Window,
  type Zone,
} from '@cdr/core';
import { createMemoryStore } from '@cdr/store';
import type { VirtualClock } from '../clock/virtual-clock.ts';
import type { FaultPlan } from '../faults/fault.ts';
import { withFaults } from '../faults/with-faults.ts';
import { createAnswerTally } from './answer-tally.ts';
import { boundTrial, smallUniverse } from './bound.ts';
import { ConformanceError, demand } from './conformance-error.ts';
import type { AnswerShape, ProviderSubject, VendorWorld } from './provider-subject.ts';
import type { Stage } from './stage.ts';
import {
  createTrial,
  describeWindow,
  type Trial,
  type TrialOptions,
  type TrialRun,
  type TrialVendor,
} from './trial.ts';

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
  /** The most rows of its pages, where its subject says how; `null` for as many as it likes. */
  pageRows: number | null;
  /** See {@link Stage.notes}. */
  notes: Stage['notes'];
}

/** How a trial differs from a plain one. */
export interface LabTrial
  extends Pick<TrialOptions, 'calls' | 'now'>,
    Pick<Stage, 'notes' | 'bound'>,
    Partial<Pick<TrialOptions, 'store' | 'config' | 'provider'>> {
  /** Default: the first one of the subject. */
  reading?: Reading;
  /** The most rows of pages of calls, where the vendor has pages; `short`: so few that there are several. */
  pages?: 'short' | number;
  /** What goes wrong with the vendor's answers. */
  faults?: FaultPlan;
  /** Stands between the provider and the vendor, in front of `faults`. */
  through?: (vendorApi: VendorApi) => VendorApi;
}

/** What a sync of a stage came to. */
interface Outcome extends Pick<Stage, 'asked' | 'calls' | 'notes'> {
  run: TrialRun;
}

/** Where the checks of one stream of a provider are made, whatever its kind. */
export interface StreamLab<Own extends Stream = Stream> {
  readonly provider: Provider;
  readonly stream: Own;
  readonly zone: Zone;
  /** The provider's options in config; none where they depend on the vendor that is set up. */
  readonly options: Record<string, unknown>;
  /** Whether the vendor has an HTTP API, which can be broken. */
  readonly isServed: boolean;
  readonly answers: AnswerShape | null;
  readonly readings: readonly [Reading, ...Reading[]];
  openTrial(trial: LabTrial): Trial;
  /** An ordinary morning, of which each seed has another. */
  ordinaryStage(seed: number): Stage;
  /** Demands that the store holds what is true of the stage as far as it was read, and nothing else. */
  expectTruth(trial: Trial, stage: Pick<Stage, 'calls' | 'notes'>): Promise<void>;
  /** Demands a complete run that covers what was asked for, and the truth. */
  expectComplete(trial: Trial, outcome: Outcome): Promise<void>;
  /** Has the provider read some of the stage without an engine, until the signal says otherwise. */
  readOnce(trial: Trial, stage: Stage, signal: AbortSignal): Promise<void>;
  /** Takes away what was set up so far. */
  close(): Promise<void>;
}

/** Where a lab's trials take place. */
export interface TrialStand
  extends Pick<StreamLab, 'options' | 'isServed' | 'readings' | 'openTrial' | 'close'> {
  /** Whether `pages` makes the vendor itself fill its pages less. */
  canShortenPages: boolean;
}

/** What is read in trials. */
interface TrialStreams {
  stream: Stream;
  /** What has to be read before it. */
  before?: readonly Stream[];
  /** What makes pages short that the vendor itself would fill. */
  cut?: ((rows: number) => FaultPlan) | null;
}

/** Fewer than anybody asks for. */
const fewRows = 7;

/** Serves the vendor of a subject to whoever reads a stream of it. */
export function createTrialStand<Options extends object>(
  subject: ProviderSubject<Options>,
  { stream, before = [], cut = null }: TrialStreams,
): TrialStand {
  const { provider, createStore = createMemoryStore } = subject;
  const served = 'vendorApi' in subject ? subject : null;
  const worlds = new Set<VendorWorld>();
  const [first, ...others] = subject.readings;
  const concerned = others.filter(({ streams }) => streams?.includes(stream.id) ?? true);
  const bind = ({ name, vendorApiOptions }: typeof first): Reading => ({
    name,
    setUp(calls, { clock, timeZone, pageRows, notes }) {
      const options = {
        ...vendorApiOptions,
        ...(pageRows === null ? {} : served?.shortPages?.(pageRows)),
        ...(timeZone === undefined ? {} : { timeZone }),
        ...(notes === undefined ? {} : { notes }),
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
  const readings = [bind(first), ...concerned.map(bind)] as const;

  function openTrial(options: LabTrial): Trial {
    const { reading, pages, faults, through, notes, bound, ...trial } = options;
    const tally = createAnswerTally();
    const opened = createTrial({
      provider,
      store: createStore(),
      streams: [...before, stream].map(({ id }) => id),
      createVendor(calls, clock) {
        const pageRows = pages === 'short' ? fewRows : (pages ?? null);
        const timeZone = trial.config?.timeZone;
        const setting = { clock, timeZone, pageRows, notes };
        const vendor = (reading ?? readings[0]).setUp(calls, setting);
        const answer = tally.over(vendor.answer);
        const paged =
          pageRows === null || cut === null ? answer : withFaults(answer, cut(pageRows));
        const { onSilence, stuck } = listenToSilence(clock);
        const faulty =
          faults === undefined ? paged : withFaults(paged, tally.except(faults), { onSilence });
        return { ...vendor, stuck, answer: through === undefined ? faulty : through(faulty) };
      },
      ...trial,
    });
    const most = { ...smallUniverse, ...bound };
    // What comes broken, or moves while it is read, is read a second time.
    if (faults !== undefined) most.requests *= 2;
    return boundTrial(opened, most, tally.count);
  }

  return {
    options: served?.options ?? {},
    isServed: served !== null,
    canShortenPages: served?.shortPages !== undefined,
    readings,
    openTrial,
    async close() {
      await Promise.all([...worlds].map((world) => world.close()));
      worlds.clear();
    },
  };
}

/** Lets the deadlines of answers that stay away come; a request that has none waits for ever. */
function listenToSilence(clock: VirtualClock) {
  const { promise: stuck, reject } = Promise.withResolvers<never>();
  stuck.catch(() => {});
  return {
    stuck,
    onSilence: ({ signal }: Request): void => {
      clock.expire();
      if (!signal.aborted) reject(new ConformanceError('a request waits for its answer for ever'));
    },
  };
}

function refuseRequest(): Promise<never> {
  throw new ConformanceError('a provider without an HTTP API sends a request');
}

/** Where the rows stand in the answers of a stream; `null` when the kit can't change them. */
export function answersOf<Options extends object>(
  subject: ProviderSubject<Options>,
  { id }: Stream,
): AnswerShape | null {
  if (!('vendorApi' in subject)) return null;
  return subject.answersOf?.[id] ?? subject.answers ?? null;
}

/** Demands a complete run that covers what was asked for, up to the last minute. */
export async function expectCovered(
  trial: Trial,
  { run, asked }: { run: TrialRun; asked: Window },
): Promise<void> {
  const { errors, gaps } = run.report;
  demand(
    run.status === 'complete',
    `the run is ${run.status}: ${errors.join('; ') || `gaps: ${JSON.stringify(gaps)}`}`,
  );
  const reachable = [{ from: asked.from, to: Math.min(asked.to, trial.clock.now() - 60_000) }];
  const open = subtractWindows(reachable, await trial.coverage());
  demand(open.length === 0, `a complete run left out ${open.map(describeWindow).join(', ')}`);
}

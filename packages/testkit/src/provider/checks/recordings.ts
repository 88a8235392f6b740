import { CdrError, type OpenRecording, type Recording } from '@cdr/core';
import { type Check, checkGroup } from '../check.ts';
import { ConformanceError, demand } from '../conformance-error.ts';
import { createCredentialWatch } from '../credential-watch.ts';
import type { Lab } from '../lab.ts';
import { formsOf, holdSecret, readableText, secretsOf } from '../secrets.ts';
import { ordinaryStage } from '../stage.ts';
import type { LabTrial } from '../stream-lab.ts';
import type { Trial } from '../trial.ts';
import { withinReason } from '../within-reason.ts';

const few = 3;
const refusals = [400, 401, 403, 404, 410, 429, 500, 503];

/** Recordings of calls, for vendors that give them out. */
export function recordingChecks(lab: Lab): Check[] {
  const { recordings } = lab.provider.manifest;
  if (recordings === null || !lab.stream.fields.includes('recording')) return [];
  const { by } = recordings;
  return checkGroup('recordings', {
    'gives recordings byte for byte, whole or from where they broke off': async () => {
      const files: Uint8Array[] = [];
      const { trial, recorded } = await openStage(lab, by, {
        through: (vendorApi) => async (request) => {
          const answer = await vendorApi(request);
          if (answer.status === 200) files.push(new Uint8Array(await answer.clone().arrayBuffer()));
          return answer;
        },
      });
      for (const recording of recorded) {
        const opened = await openKnown(trial, recording);
        const whole = await bytesOf(opened);
        demand(whole.length > 0, 'a recording is empty');
        demand(isSame(whole, files.at(-1)), 'a recording is not what the vendor answered');
        demand([null, whole.length].includes(opened.size), `its size is told as ${opened.size}`);
        demand(opened.offset === 0, `a whole recording begins at byte ${opened.offset}`);
        await expectRest(trial, recording, { whole, version: opened.version });
      }
    },

    'takes nothing for a recording that is none': async () => {
      const refused = { status: 0 };
      const { trial, recorded } = await openStage(lab, by, {
        through: (vendorApi) => async (request) =>
          refused.status === 0
            ? vendorApi(request)
            : new Response('no sound', { status: refused.status }),
      });
      for (const recording of recorded.slice(0, 1)) {
        for (const status of refusals) {
          refused.status = status;
          const outcome = await outcomeOf(trial, recording);
          const isRight = status === 404 || status === 410 ? outcome === null : isTold(outcome);
          demand(isRight, `an answer with status ${status} is taken for ${nameOf(outcome)}`);
        }
        refused.status = 0;
        const outcome = await outcomeOf(trial, strangerTo(recording));
        demand(
          outcome === null || isTold(outcome),
          `a recording that nobody made is ${nameOf(outcome)}`,
        );
      }
    },

    'tells neither credentials nor addresses of recordings': async () => {
      const watch = createCredentialWatch(secretsOf(lab));
      const addresses = new Set<string>();
      const refused = { status: 0 };
      const { trial, recorded } = await openStage(lab, by, {
        through: (vendorApi) => async (request) => {
          if (refused.status === 0) return watch.over(vendorApi)(request);
          await watch.look(request);
          const { href, pathname, search } = new URL(request.url);
          for (const part of [href, pathname, search]) if (part.length > 3) addresses.add(part);
          const echo = [...watch.secrets].flatMap(formsOf).concat(href).join(' ');
          if (refused.status === 599) throw new TypeError(`fetch failed ${echo}`);
          return Response.json({ message: echo }, { status: refused.status });
        },
      });
      for (const recording of recorded.slice(0, 1)) {
        for (const status of [...refusals, 599]) {
          refused.status = status;
          const text = readableText(await outcomeOf(trial, recording));
          demand(!holdSecret([text], watch.secrets), 'an error holds credentials');
          const told = [...addresses].some((part) => text.includes(part));
          demand(!told, 'an error holds the address of a recording');
        }
      }
    },

    ...(by === 'url'
      ? { 'shows its credentials to no other host': () => expectDiscretion(lab) }
      : {}),

    'stops a recording when it is told to': async () => {
      const { trial, recorded } = await openStage(lab, by, {});
      for (const recording of recorded.slice(0, 1)) {
        const reason = new Error('stopped by hand');
        const before = await outcomeOf(trial, recording, AbortSignal.abort(reason));
        demand(before === reason, 'a recording is opened after the stop');
        const controller = new AbortController();
        const { body } = await openKnown(trial, recording, controller.signal);
        controller.abort(reason);
        const error = await failureOf(new Response(body).arrayBuffer());
        demand(error !== null, 'a recording is read on after the stop');
      }
    },
  });
}

/** The vendor names a recording that lies with somebody else. */
async function expectDiscretion(lab: Lab): Promise<void> {
  const elsewhere = 'https://elsewhere.test';
  const shown: string[] = [];
  const { trial, recorded } = await openStage(lab, 'url', {
    through: (vendorApi) => async (request) => {
      if (new URL(request.url).origin !== elsewhere) return vendorApi(request);
      shown.push(request.url, ...request.headers.values());
      return new Response('sound');
    },
  });
  for (const { ref } of recorded.slice(0, 1)) {
    const url = `${elsewhere}/sound.wav`;
    await bytesOf(await openKnown(trial, { ref, url, downloadUrl: url }));
  }
  demand(shown.length > 0, 'the host that the vendor names is not asked');
  demand(!holdSecret(shown, secretsOf(lab)), 'another host is shown credentials');
}

interface RecordedStage {
  trial: Trial;
  recorded: Recording[];
}

/** Reads an ordinary stage, and finds some calls that have recordings. */
async function openStage(
  lab: Lab,
  by: 'ref' | 'url',
  more: Pick<LabTrial, 'through'>,
): Promise<RecordedStage> {
  const stage = ordinaryStage(lab, 131);
  const trial = lab.openTrial({ ...stage, ...more });
  await trial.sync(stage.asked);
  const recorded = (await trial.stored()).flatMap(({ recording }) =>
    recording?.[by] ? [recording] : [],
  );
  demand(recorded.length > 0, 'no call tells of a recording');
  return { trial, recorded: recorded.slice(0, few) };
}

/** What there is of the recording, an error that says why there is nothing, or `null`: there is none. */
function outcomeOf(
  { source }: Trial,
  recording: Recording,
  signal = new AbortController().signal,
  partial: { bytes: number; version: string } | null = null,
): Promise<unknown> {
  const connection = source.connect(() => {});
  if (connection.openRecording === undefined) {
    throw new ConformanceError('the manifest has recordings, and the connection opens none');
  }
  return withinReason(
    connection.openRecording({ recording, partial, signal }).catch((error: unknown) => error),
  );
}

async function openKnown(
  trial: Trial,
  recording: Recording,
  signal?: AbortSignal,
  partial: { bytes: number; version: string } | null = null,
): Promise<OpenRecording> {
  const outcome = await outcomeOf(trial, recording, signal, partial);
  if (isOpen(outcome)) return outcome;
  throw new ConformanceError(`a recording that the vendor has is ${nameOf(outcome)}`);
}

/** The rest of a recording is the rest, or the whole of it. */
async function expectRest(
  trial: Trial,
  recording: Recording,
  { whole, version }: { whole: Uint8Array; version: string | null },
): Promise<void> {
  if (version === null) return;
  const bytes = Math.ceil(whole.length / 2);
  const opened = await openKnown(trial, recording, undefined, { bytes, version });
  demand([0, bytes].includes(opened.offset), `the rest begins at byte ${opened.offset}`);
  const rest = await bytesOf(opened);
  demand(isSame(rest, whole.subarray(opened.offset)), 'the rest of a recording is another one');
  const other = await openKnown(trial, recording, undefined, { bytes, version: '"another"' });
  demand(other.offset === 0, 'a recording that has changed is gone on with');
  demand(isSame(await bytesOf(other), whole), 'a recording that has changed is not read anew');
}

function isOpen(outcome: unknown): outcome is OpenRecording {
  return typeof outcome === 'object' && outcome !== null && 'body' in outcome;
}

function isTold(outcome: unknown): boolean {
  return CdrError.isInstance(outcome);
}

function nameOf(outcome: unknown): string {
  if (isOpen(outcome)) return 'a recording';
  if (outcome === null) return 'none';
  return outcome instanceof Error ? outcome.message : 'something else';
}

/** As a recording of the same vendor is named, which nobody has made. */
function strangerTo({ ref, url, downloadUrl }: Recording): Recording {
  const other = (text: string | null) =>
    text === null ? null : text.replace(/\w(?=\W*\w*$)/, '_');
  return { ref: other(ref), url: other(url), downloadUrl: other(downloadUrl) };
}

async function bytesOf({ body }: OpenRecording): Promise<Uint8Array> {
  return new Uint8Array(await withinReason(new Response(body).arrayBuffer()));
}

function isSame(a: Uint8Array, b: Uint8Array | undefined): boolean {
  return b !== undefined && Buffer.compare(a, b) === 0;
}

function failureOf(promise: Promise<unknown>): Promise<unknown> {
  return withinReason(promise).then(
    () => null,
    (error: unknown) => error,
  );
}

import {
  type Call,
  durationToMs,
  subtractDuration,
  toEpochMs,
  toInstant,
  type Window,
  type Zone,
} from '@cdr/core';
import { createUniverse } from '../../universe/create-universe.ts';
import { readTwice } from '../bound.ts';
import { type Check, checkGroup } from '../check.ts';
import { demand } from '../conformance-error.ts';
import type { Lab } from '../lab.ts';
import { readPages, startsOf } from '../read-pages.ts';
import { shortening } from '../shortening.ts';
import { boundOfSlices, dayMs, hourMs, minuteMs, ordinaryStage, shorten } from '../stage.ts';
import type { Reading } from '../stream-lab.ts';

/** What a vendor does with windows is measured, and ranges longer than its longest are read whole. */
export function windowChecks(lab: Lab): Check[] {
  const { axis, maxSpan, overSpan } = lab.stream.window;
  const shortened = readsByDay(lab) ? [] : shortenedTo[overSpan];
  return [
    ...checkGroup('exactness', {
      'reads a range whole that is longer than the vendor answers at once': () =>
        expectLongRange(lab),
    }),
    ...(shortened.length === 0
      ? []
      : checkGroup('exactness', {
          'reads a range whole of which the vendor silently answers less than the manifest says':
            async () => {
              for (const answered of shortened) await expectShortening(lab, answered);
            },
        })),
    ...checkGroup('manifest', {
      'answers the longest window of the manifest whole': () => expectWholeWindow(lab),
    }),
    ...(axis === 'unknown'
      ? []
      : checkGroup('manifest', {
          'selects records by the time that the manifest says': () => expectAxis(lab, axis),
        })),
    ...(axis === 'start'
      ? checkGroup('manifest', { 'reads bounds as the manifest says': () => expectBounds(lab) })
      : []),
    ...(maxSpan === null || overSpan === 'unknown' || overSpan === 'answered'
      ? []
      : checkGroup('manifest', {
          'does with longer windows what the manifest says': () => expectOverSpan(lab, overSpan),
        })),
  ];
}

/** What a vendor may answer of a window that it shortens, by what the manifest says of longer ones. */
const shortenedTo = {
  answered: [],
  error: [],
  'clamp-start': ['last'],
  'clamp-end': ['first'],
  unknown: ['first', 'last'],
} as const;

/** Whether slices are of a day at most: these are believed, since their silences are nights. */
function readsByDay({ stream, zone }: Lab): boolean {
  const span = stream.window.span ?? stream.window.maxSpan;
  return span !== null && lengthOf(span, zone) <= dayMs;
}

/** Long enough to be clamped several times, were it asked for at once. */
async function expectLongRange(lab: Lab): Promise<void> {
  const { now, asked } = ordinaryStage(lab);
  const { maxSpan } = lab.stream.window;
  const long = { from: asked.to - 2.5 * longestMs(lab), to: asked.to };
  // Where the vendor sets no limit, none is to be passed.
  const range = maxSpan === null ? shorten(lab, long) : long;
  const calls = createUniverse({ window: range, count: 24, at: [range.from], seed: 121 });
  const trial = lab.openTrial({ now, calls, bound: boundOfSlices(lab, range) });
  await lab.expectComplete(trial, { asked: range, calls, run: await trial.sync(range) });
}

/** The vendor answers no more than a third of what may be asked for. */
async function expectShortening(lab: Lab, answered: 'first' | 'last'): Promise<void> {
  const { now, asked } = ordinaryStage(lab);
  const range = { from: asked.to - longestMs(lab), to: asked.to };
  const calls = createUniverse({ window: range, count: 60, seed: 124 });
  const spanMs = longestMs(lab) / 3;
  const [usual] = lab.readings;
  const reading: Reading = {
    name: 'windows are shortened in silence',
    setUp: (own, setting) => usual.setUp(shortening(own, { answered, spanMs }), setting),
  };
  // Every part of it is read, and its silent ends are asked about.
  const trial = lab.openTrial({ now, calls, reading, bound: readTwice });
  await lab.expectComplete(trial, { asked: range, calls, run: await trial.sync(range) });
}

async function expectWholeWindow(lab: Lab): Promise<void> {
  const window = windowOf(lab, longestMs(lab));
  const { calls, starts } = await readSamples(lab, window);
  demand(
    starts.length === calls.length,
    `of a call near either end and one in the middle, ${starts.length} are told`,
  );
}

async function expectOverSpan(
  lab: Lab,
  overSpan: 'error' | 'clamp-start' | 'clamp-end',
): Promise<void> {
  const window = windowOf(lab, 2 * longestMs(lab));
  const outcome = await readSamples(lab, window).catch(() => null);
  if (outcome === null || overSpan === 'error') {
    const isRefused = outcome === null;
    demand(
      isRefused === (overSpan === 'error'),
      `longer windows are ${isRefused ? 'refused' : 'answered'}`,
    );
    return;
  }
  const middle = (window.from + window.to) / 2;
  const hasHead = outcome.starts.some((start) => start < middle - hourMs);
  const hasTail = outcome.starts.some((start) => start > middle + hourMs);
  demand(
    hasHead === (overSpan === 'clamp-end') && hasTail === (overSpan === 'clamp-start'),
    `of a longer window, ${hasHead ? 'the first part is' : 'the first part is not'} answered, and ${hasTail ? 'the last part is' : 'the last part is not'}`,
  );
}

/** Asks for an hour into which one call reaches, and out of which another one does. */
async function expectAxis(lab: Lab, axis: 'start' | 'end'): Promise<void> {
  const { now, window } = shortWindow(lab);
  const [before, within] = createUniverse({
    window,
    count: 0,
    at: [window.from - 10 * minuteMs, window.to - 10 * minuteMs],
    seed: 122,
  }).map((call) => lasting(call, 20 * minuteMs));
  if (before === undefined || within === undefined) return;
  for (const reading of lab.readings) {
    const trial = lab.openTrial({ now, calls: [before, within], reading });
    const starts = startsOf(trial, await readPages(lab, trial, window));
    const isFound = {
      start: starts.some((start) => start > window.from),
      end: starts.some((start) => start < window.from),
    };
    demand(
      isFound[axis] && !isFound[axis === 'start' ? 'end' : 'start'],
      `records are ${isFound.start ? '' : 'not '}found by their start and ${isFound.end ? '' : 'not '}by their end when ${reading.name}`,
    );
  }
}

/** Asks for a range with calls on both its bounds, and looks which of them come. */
async function expectBounds(lab: Lab): Promise<void> {
  const { now, window } = shortWindow(lab);
  const { from, to } = window;
  const calls = createUniverse({ window, count: 0, at: [from, (from + to) / 2, to], seed: 115 });
  for (const reading of lab.readings) {
    const trial = lab.openTrial({ now, calls, reading });
    const starts = startsOf(trial, await readPages(lab, trial, window));
    const expectations = [
      ['lower', lab.stream.window.from, from],
      ['upper', lab.stream.window.to, to],
    ] as const;
    for (const [name, declared, at] of expectations) {
      if (declared === 'unknown') continue;
      const isTold = starts.includes(at);
      demand(
        isTold === (declared === 'inclusive'),
        `the ${name} bound is ${isTold ? 'inclusive' : 'exclusive'} when ${reading.name}`,
      );
    }
  }
}

/** Reads a window with a short call near either end and one in the middle. */
async function readSamples(lab: Lab, window: Window): Promise<{ calls: Call[]; starts: number[] }> {
  const lengthMs = window.to - window.from;
  const at = [0.05, 0.5, 0.95].map((part) => Math.floor(window.from + part * lengthMs));
  const calls = createUniverse({ window, count: 0, at, seed: 123 }).map((call) =>
    lasting(call, 2_000),
  );
  const trial = lab.openTrial({ now: ordinaryStage(lab).now, calls });
  return { calls, starts: startsOf(trial, await readPages(lab, trial, window)) };
}

/** The longest window that the vendor answers; where it sets none, what most people would ask for. */
function longestMs({ stream, zone }: Lab): number {
  const { maxSpan, span, retention } = stream.window;
  const usual = span === null ? 40 * dayMs : 4 * lengthOf(span, zone);
  const longest = maxSpan === null ? usual : lengthOf(maxSpan, zone);
  return retention === null ? longest : Math.min(longest, lengthOf(retention, zone) / 3);
}

function lengthOf(duration: string, { id }: Zone): number {
  return -subtractDuration(0, duration, id);
}

/** A window of that length on the steps of the vendor's bounds. */
function windowOf(lab: Lab, lengthMs: number): Window {
  const stepMs = stepOf(lab);
  const to = Math.floor(ordinaryStage(lab).asked.to / stepMs) * stepMs;
  return { from: to - Math.floor(lengthMs / stepMs) * stepMs, to };
}

/** An hour or so of the last one, on the steps of the vendor's bounds. */
function shortWindow(lab: Lab): { now: number; window: Window } {
  const stepMs = stepOf(lab);
  const { now, asked } = ordinaryStage(lab);
  const from = Math.floor((asked.to - 3 * hourMs) / stepMs) * stepMs;
  return { now, window: { from, to: from + Math.ceil(hourMs / stepMs) * stepMs } };
}

function stepOf({ stream }: Lab): number {
  return Math.max(durationToMs(stream.window.granularity), minuteMs);
}

/** The call, answered at once, as one that lasts that long. */
function lasting(call: Call, durationMs: number): Call {
  return {
    ...call,
    disposition: 'answered',
    missedReason: null,
    queuedAt: null,
    answeredAt: call.startedAt,
    endedAt: toInstant(toEpochMs(call.startedAt) + durationMs),
    durationMs,
    waitMs: 0,
    talkMs: durationMs,
    billedMs: durationMs,
  };
}

import type { Call, EpochMs } from '@cdr/core';
import type { Company } from './company.ts';
import type { Course, Scene } from './course.ts';
import type { Customers } from './customers.ts';
import { directCourse, queueCourse } from './inbound-course.ts';
import type { Slot } from './layout.ts';
import { internalCourse, outboundCourse } from './outgoing-course.ts';
import { createRandom, mix } from './random.ts';
import { toGeneratedCall } from './to-generated-call.ts';
import type { Week } from './week.ts';

/** One call in so many starts in the same instant as the one before and looks the same. */
const callsPerTwin = 400;

/** Who calls whom, when in the week, and what the records say of it. */
export interface Setting {
  week: Week;
  company: Company;
  customers: Customers;
  source: string;
  timeZone: string;
  /** Digits in which a call's place in its day is written, so that ids sort as places do. */
  placeDigits: number;
}

/** Makes what a slot holds, by the slot alone: any call of it without the others. */
export interface SlotMaker {
  /** When its calls start, ascending. */
  startsOf(slot: Slot): Float64Array;
  /** The call at a place among the slot's, which starts at that instant. */
  callAt(slot: Slot, place: number, startedAt: EpochMs): Call;
  /** The id of that call. */
  idAt(slot: Slot, place: number, startedAt: EpochMs): string;
  /** The second since 1970 that an id tells, or an id of the vendor's; `null` for what is neither. */
  secondOf(id: string): number | null;
}

/** Makes the calls of a contact centre. */
export function createSlotMaker(setting: Setting): SlotMaker {
  const { source, timeZone, placeDigits } = setting;
  const random = createRandom();

  function vendorIdAt(slot: Slot, place: number, startedAt: EpochMs): string {
    const placeOfDay = String(slot.firstOfDay + place).padStart(placeDigits, '0');
    return `${Math.floor(startedAt / 1000)}.${placeOfDay}`;
  }

  return {
    startsOf(slot) {
      random.seed(slot.salt, -1);
      const starts = new Float64Array(slot.count);
      for (let place = 0; place < slot.count; place += 1) {
        starts[place] = slot.from + random.below(slot.to - slot.from);
      }
      starts.sort();
      for (let place = 1; place < slot.count; place += 1) {
        if (isTwin(slot, place)) starts[place] = starts[place - 1] ?? slot.from;
      }
      return starts;
    },
    callAt(slot, place, startedAt) {
      const model = modelOf(slot, place);
      // Twins draw the same chances; some talk longer, and are told apart by that alone.
      random.seed(slot.salt, model);
      const pace = (place - model) % 2 === 1 && startedAt % 2 === 1 ? 1.5 : 1;
      const scene = { ...setting, random, at: slot.at, startedAt, pace };
      const vendorId = vendorIdAt(slot, place, startedAt);
      const identity = { source, vendorId, timeZone, date: slot.date };
      return toGeneratedCall(identity, courseOf(scene, setting.week), scene);
    },
    idAt: (slot, place, startedAt) => `${source}:${vendorIdAt(slot, place, startedAt)}`,
    secondOf(id) {
      const vendorId = id.startsWith(`${source}:`) ? id.slice(source.length + 1) : id;
      const [, second] = /^(-?\d+)\.\d+$/.exec(vendorId) ?? [];
      return second === undefined ? null : Number(second);
    },
  };
}

/** The place of the call that this one looks like: its own, unless it is a twin. */
function modelOf(slot: Slot, place: number): number {
  let model = place;
  while (isTwin(slot, model)) model -= 1;
  return model;
}

function isTwin(slot: Slot, place: number): boolean {
  return place > 0 && mix(slot.salt, place) % callsPerTwin === 0;
}

function courseOf(scene: Scene, week: Week): Course {
  const flow = week.flowAt(scene.at, scene.random);
  switch (flow.kind) {
    case 'queue':
      return queueCourse(scene.company.queues[flow.line], scene);
    case 'direct':
      return directCourse(scene);
    case 'internal':
      return internalCourse(scene);
    default:
      return outboundCourse(flow.kind, scene);
  }
}

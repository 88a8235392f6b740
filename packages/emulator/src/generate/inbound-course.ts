import { type CallFields, type Party, unknownParty } from '@cdr/core';
import type { Colleague, Queue } from './company.ts';
import { type Line, lines, type Some } from './countries/country.ts';
import {
  type Attempt,
  answeredCourse,
  type Course,
  colleagueOnShift,
  missedCourse,
  ringMs,
  type Scene,
} from './course.ts';
import type { Random } from './random.ts';
import { busyAt, isOpen } from './week.ts';

const longestWaitMs = 2_700_000;

/** Medians by line: how long people wait when the lines are as busy as usual, and how long they talk. */
const habits: Record<Line, { waitMs: number; talkMs: number }> = {
  sales: { waitMs: 18_000, talkMs: 190_000 },
  service: { waitMs: 35_000, talkMs: 240_000 },
  billing: { waitMs: 28_000, talkMs: 170_000 },
  orders: { waitMs: 15_000, talkMs: 130_000 },
  emergency: { waitMs: 8_000, talkMs: 280_000 },
};

const agentMisses: Some<CallFields['missedReason']> = [
  'agent-timeout',
  'agent-timeout',
  'agent-reject',
  'agent-device',
];

/** A call to a queue: a greeting, the wait, then an agent, unless patience ends first. */
export function queueCourse(queue: Queue, scene: Scene): Course {
  const { random, startedAt, at } = scene;
  const attempt = inboundAttempt(queue.party, queue, scene);
  const greetingMs = Math.min(60_000, 1500 + random.logNormal(4500, 0.5));
  const fate = random.next();
  if (!isOpen(queue.line, at)) {
    const endedAt = startedAt + greetingMs + random.logNormal(9000, 0.6);
    return missedCourse(attempt, { ...lineMiss('no-answer'), endedAt });
  }
  if (fate < 0.006) {
    const disposition = fate < 0.004 ? 'busy' : 'failed';
    return missedCourse(attempt, {
      ...lineMiss(disposition),
      endedAt: startedAt + 200 + random.below(2500),
    });
  }
  if (fate < 0.03) {
    const endedAt = startedAt + Math.round(greetingMs * random.next());
    return missedCourse(attempt, { ...callerMiss, endedAt });
  }
  const queuedAt = startedAt + greetingMs;
  const { waitMs: usualMs, talkMs } = habits[queue.line];
  const waitMs = random.chance(0.35)
    ? ringMs(random, 5000)
    : Math.min(longestWaitMs, random.logNormal(usualMs * (0.4 + busyAt(at)), 0.9));
  const patienceMs = random.logNormal(110_000, 0.9);
  if (patienceMs < waitMs) {
    return missedCourse(attempt, { ...callerMiss, queuedAt, endedAt: queuedAt + patienceMs });
  }
  const agent = colleagueOnShift(queue.team, scene);
  const answeredAt = queuedAt + waitMs;
  if (fate < 0.05) {
    const endedAt = answeredAt + ringMs(random, 18_000);
    return missedCourse(attempt, { ...agentMiss(agent, random), queuedAt, endedAt });
  }
  return answeredCourse(
    attempt,
    { answeredAt, queuedAt, talkMs, disconnectedBy: whoHangsUp(random), ...transfer(agent, scene) },
    scene,
  );
}

/** A call straight to somebody's extension. */
export function directCourse(scene: Scene): Course {
  const { random, company, startedAt } = scene;
  const agent = colleagueOnShift(company.staff, scene);
  const attempt = inboundAttempt(agent.party, null, scene);
  const fate = random.next();
  const rungAt = startedAt + ringMs(random, 8000);
  if (fate < 0.05) {
    const endedAt = startedAt + 200 + random.below(2500);
    return missedCourse(attempt, { ...lineMiss('busy'), colleagues: [agent], endedAt });
  }
  if (fate < 0.12) {
    return missedCourse(attempt, { ...callerMiss, colleagues: [agent], endedAt: rungAt });
  }
  if (fate < 0.2) return missedCourse(attempt, { ...agentMiss(agent, random), endedAt: rungAt });
  const answer = { answeredAt: rungAt, talkMs: 140_000, disconnectedBy: whoHangsUp(random) };
  return answeredCourse(attempt, { ...answer, colleagues: [agent] }, scene);
}

/** Who ends a conversation with a customer. */
export function whoHangsUp(random: Random): CallFields['disconnectedBy'] {
  const drawn = random.next();
  return drawn < 0.62 ? 'customer' : drawn < 0.97 ? 'agent' : 'system';
}

function inboundAttempt(to: Party, queue: Queue | null, { customers, random }: Scene): Attempt {
  const isWithheld = random.chance(0.06);
  const from = isWithheld ? unknownParty : customers.partyOf(customers.frequent(random), random);
  return { direction: 'inbound', from, to, queue, campaignId: null };
}

const callerMiss = {
  disposition: 'no-answer',
  missedReason: 'caller',
  disconnectedBy: 'customer',
} as const;

function lineMiss<T extends CallFields['disposition']>(disposition: T) {
  return { disposition, missedReason: 'unknown', disconnectedBy: 'system' } as const;
}

function agentMiss(agent: Colleague, random: Random) {
  const missedReason = random.pick(agentMisses);
  const colleagues = [agent];
  return { disposition: 'no-answer', missedReason, disconnectedBy: 'system', colleagues } as const;
}

/** One answered call in fourteen is handed on: to a colleague, or to another number. */
function transfer(
  agent: Colleague,
  scene: Scene,
): { colleagues: Colleague[]; transferredTo: string | null } {
  const { random, company } = scene;
  if (!random.chance(0.07)) return { colleagues: [agent], transferredTo: null };
  if (random.chance(0.2)) {
    return { colleagues: [agent], transferredTo: company.queues[random.pick(lines)].party.number };
  }
  const other = random.pick(company.staff);
  if (other === agent) return { colleagues: [agent], transferredTo: null };
  return { colleagues: [agent, other], transferredTo: other.agent.login };
}

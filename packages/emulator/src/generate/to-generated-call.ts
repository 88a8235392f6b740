import { type Agent, type Call, type CallFields, type Tag, toInstant } from '@cdr/core';
import type { Colleague, Company } from './company.ts';
import type { Some } from './countries/country.ts';
import type { Course, Scene } from './course.ts';
import type { Random } from './random.ts';

/** What sets a call apart from all others. */
export interface Identity {
  source: string;
  vendorId: string;
  timeZone: string;
  /** `YYYY-MM-DD` on the wall. */
  date: string;
}

const ratings: Some<CallFields['rating']> = [
  { scale: 'face', value: 'happy' },
  { scale: 'face', value: 'happy' },
  { scale: 'face', value: 'neutral' },
  { scale: 'face', value: 'sad' },
];

/**
 * The call that took such a course. Written as one literal, so that all calls share one hidden
 * class and stay cheap by the million.
 */
export function toGeneratedCall(identity: Identity, course: Course, scene: Scene): Call {
  const { company, random, startedAt } = scene;
  const { answeredAt, endedAt, holdMs, queue } = course;
  const isExternal = course.direction !== 'internal';
  const isAnswered = answeredAt !== null;
  const connectedMs = isAnswered ? endedAt - answeredAt : 0;
  const customer = course.direction === 'inbound' ? course.from : course.to;
  const needsTicket = queue?.line === 'service' || queue?.line === 'emergency';
  return {
    id: `${identity.source}:${identity.vendorId}`,
    source: identity.source,
    provider: 'generated',
    vendorId: identity.vendorId,
    groupId: null,
    kind: 'call',
    direction: course.direction,
    disposition: course.disposition,
    missedReason: course.missedReason,
    startedAt: toInstant(startedAt),
    queuedAt: course.queuedAt === null ? null : toInstant(course.queuedAt),
    answeredAt: isAnswered ? toInstant(answeredAt) : null,
    endedAt: toInstant(endedAt),
    timePrecision: 'millisecond',
    timeZone: identity.timeZone,
    timeAmbiguous: false,
    durationMs: endedAt - startedAt,
    waitMs: (answeredAt ?? endedAt) - startedAt,
    talkMs: connectedMs - holdMs,
    holdMs,
    billedMs: connectedMs,
    from: course.from,
    to: course.to,
    agents: course.colleagues.map(agentOf),
    queue: queue === null ? null : queue.label,
    group: queue === null ? null : queue.line,
    service: queue === null ? null : queue.service,
    trunk: isExternal ? random.pick(company.trunks) : null,
    disconnectedBy: course.disconnectedBy,
    transferredTo: course.transferredTo,
    recording:
      isExternal && isAnswered && random.chance(0.93)
        ? recordingOf(identity, course, random)
        : null,
    customerId: isExternal ? customer.ref : null,
    ticketId:
      isAnswered && needsTicket && random.chance(0.4)
        ? String(300_000 + random.below(600_000))
        : null,
    topicId:
      isAnswered && queue !== null && random.chance(0.6) ? String(1 + random.below(12)) : null,
    campaignId: course.campaignId,
    tags: isAnswered && isExternal ? drawTags(company, random) : [],
    rating: isAnswered && queue !== null && random.chance(0.08) ? random.pick(ratings) : null,
    destination: null,
    smsText: null,
    cost: course.direction === 'outbound' ? costOf(company, connectedMs) : null,
    noteCount: isAnswered && random.chance(0.06) ? 1 + random.below(3) : 0,
    derived: [],
  };
}

function agentOf({ agent }: Colleague): Agent {
  return agent;
}

function recordingOf(
  { date, vendorId }: Identity,
  { queue }: Course,
  random: Random,
): CallFields['recording'] {
  const ref = `${queue === null ? 'direct' : queue.slug}/${date}/${vendorId}.wav`;
  // Vendors put an access token into such addresses, and nothing may ever log it.
  const token = (random.next() * 0x1_0000_0000).toString(36);
  const url = `https://recordings.example/${ref}?token=${token}`;
  return { ref, url, downloadUrl: `${url}&download=1` };
}

function costOf({ country }: Company, connectedMs: number): CallFields['cost'] {
  const minutes = Math.ceil(connectedMs / 60_000);
  return { amount: (minutes * country.ratePerMinute).toFixed(2), currency: country.currency };
}

function drawTags({ tags }: Company, random: Random): Tag[] {
  const drawn = random.next();
  if (drawn > 0.18) return [];
  const first = random.below(tags.length);
  return tags.filter((_, index) => index === first || (drawn < 0.04 && index === first - 1));
}

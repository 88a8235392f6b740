import {
  answeredCourse,
  type Course,
  colleagueOnShift,
  missedCourse,
  ringMs,
  type Scene,
} from './course.ts';
import { whoHangsUp } from './inbound-course.ts';

/** A call that an agent places, by hand or for a campaign, which reaches people who never called. */
export function outboundCourse(kind: 'outbound' | 'campaign', scene: Scene): Course {
  const { company, customers, random, startedAt } = scene;
  const caller = colleagueOnShift(company.staff, scene);
  const isCampaign = kind === 'campaign';
  const customer = isCampaign ? customers.any(random) : customers.frequent(random);
  const attempt = {
    direction: 'outbound',
    from: caller.party,
    to: customers.partyOf(customer, random),
    queue: null,
    campaignId: isCampaign ? random.pick(company.campaigns) : null,
  } as const;
  const colleagues = [caller];
  const fate = random.next();
  if (fate < 0.06) {
    const endedAt = startedAt + 100 + random.below(3000);
    return missedCourse(attempt, { ...unanswered('failed'), colleagues, endedAt });
  }
  if (fate < 0.15) {
    const endedAt = startedAt + 1500 + random.below(4000);
    return missedCourse(attempt, { ...unanswered('busy'), colleagues, endedAt });
  }
  if (fate < (isCampaign ? 0.5 : 0.36)) {
    const endedAt = startedAt + ringMs(random, 27_000);
    return missedCourse(attempt, { ...unanswered('no-answer'), colleagues, endedAt });
  }
  const answeredAt = startedAt + ringMs(random, 11_000);
  const talkMs = isCampaign ? 80_000 : 150_000;
  const disconnectedBy = whoHangsUp(random);
  return answeredCourse(attempt, { answeredAt, talkMs, disconnectedBy, colleagues }, scene);
}

/** A call between two agents. */
export function internalCourse(scene: Scene): Course {
  const { company, random, startedAt } = scene;
  const { staff } = company;
  const first = random.below(staff.length);
  const second = (first + 1 + random.below(staff.length - 1)) % staff.length;
  const caller = staff[first] ?? staff[0];
  const callee = staff[second] ?? staff[0];
  const attempt = {
    direction: 'internal',
    from: caller.party,
    to: callee.party,
    queue: null,
    campaignId: null,
  } as const;
  const colleagues = [caller, callee];
  const fate = random.next();
  const rungAt = startedAt + ringMs(random, 7000);
  if (fate < 0.08) {
    const endedAt = startedAt + 300 + random.below(2000);
    return missedCourse(attempt, { ...unanswered('busy'), colleagues, endedAt });
  }
  if (fate < 0.25) {
    const disconnectedBy = 'caller' as const;
    const miss = { ...unanswered('no-answer'), disconnectedBy, colleagues, endedAt: rungAt };
    return missedCourse(attempt, miss);
  }
  const disconnectedBy = random.chance(0.5) ? 'caller' : 'callee';
  const answer = { answeredAt: rungAt, talkMs: 75_000, disconnectedBy, colleagues } as const;
  return answeredCourse(attempt, answer, scene);
}

function unanswered(disposition: 'no-answer' | 'busy' | 'failed') {
  const disconnectedBy = disposition === 'no-answer' ? 'agent' : 'system';
  return { disposition, missedReason: 'unknown', disconnectedBy } as const;
}

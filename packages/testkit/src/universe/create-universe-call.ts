import {
  type Agent,
  type Call,
  createCallFields,
  type EpochMs,
  type Party,
  toInstant,
} from '@cdr/core';
import type { SeededRandom } from '../random/seeded-random.ts';

const names: readonly [string, ...string[]] = [
  'Åsa Öberg',
  'Zażółć Gęślą',
  'Bob "Bobby" O\'Neil',
  '=SUM(A1)',
  'Trần Thị Ánh',
  'No\\body, Inc.',
];
const logins: readonly [string, ...string[]] = ['bob_smith', 'asa.oberg', '0012'];
const extensions: readonly [string, ...string[]] = ['101', '102', '2045'];
const directions = ['inbound', 'inbound', 'outbound', 'internal'] as const;
const dispositions = ['answered', 'answered', 'answered', 'no-answer', 'busy', 'failed'] as const;

/** One made-up call; `number` tells it from the others. */
export function createUniverseCall(startedAt: EpochMs, number: number, random: SeededRandom): Call {
  const direction = random.pick(directions);
  const disposition = random.pick(dispositions);
  const waitMs = random.integer(0, 90) * 1000;
  const talkMs = disposition === 'answered' ? random.integer(1, 1500) * 1000 : 0;
  const isQueued = direction === 'inbound' && random.chance(0.6);
  const agent = createAgent(random);
  const inside = createInsideParty(agent);
  const outside = createOutsideParty(random);
  // Pairs that differ in a last zero alone, which numbers lose.
  const id = `${1_416_225_570 + Math.floor(number / 2)}.3${number % 2 === 0 ? '' : '0'}`;
  return {
    id: `universe:${id}`,
    source: 'universe',
    provider: 'universe',
    ...createCallFields({
      vendorId: id,
      groupId: random.chance(0.3) ? `${number % 7}` : null,
      direction,
      disposition,
      missedReason: disposition === 'answered' ? null : random.pick(['caller', 'agent-timeout']),
      startedAt: toInstant(startedAt),
      queuedAt: isQueued ? toInstant(startedAt + 300) : null,
      answeredAt: disposition === 'answered' ? toInstant(startedAt + waitMs) : null,
      endedAt: toInstant(startedAt + waitMs + talkMs),
      timePrecision: 'millisecond',
      timeZone: 'UTC',
      durationMs: waitMs + talkMs,
      waitMs,
      talkMs,
      holdMs: random.chance(0.2) ? 1000 : null,
      billedMs: talkMs,
      from: direction === 'inbound' ? outside : inside,
      to:
        direction === 'outbound'
          ? outside
          : direction === 'internal'
            ? { ...inside, number: '199' }
            : inside,
      agents: random.chance(0.8) ? [agent] : [],
      queue: isQueued ? { id: random.pick(['34', '622', '0800']), name: null } : null,
      group: sometimes(random, 'Sprzedaż'),
      service: sometimes(random, 'Support'),
      trunk: sometimes(random, 'siptrunk'),
      disconnectedBy: random.pick([null, 'agent', 'customer']),
      transferredTo: random.chance(0.2) ? random.pick(['Janusz', '2045']) : null,
      recording: random.chance(0.4)
        ? { ref: `sales/2014-07-07/${number} ä&b.wav`, url: null, downloadUrl: null }
        : null,
      customerId: sometimes(random, '123456'),
      ticketId: sometimes(random, '0077'),
      topicId: sometimes(random, '12'),
      campaignId: sometimes(random, '9'),
      tags: random.chance(0.3)
        ? ['tag1', 'żółty "x"'].map((name) => ({ id: null, name, color: null }))
        : [],
      rating: random.chance(0.2) ? { scale: 'face', value: 'happy' } : null,
      destination: sometimes(random, 'Sweden'),
      cost: random.chance(0.3) ? { amount: '1.10', currency: null } : null,
      noteCount: random.pick([null, 0, 2]),
    }),
  };
}

function sometimes(random: SeededRandom, value: string): string | null {
  return random.chance(0.4) ? value : null;
}

function createAgent(random: SeededRandom): Agent {
  const login = random.pick(logins);
  return { id: login, name: random.pick(names), login, extension: random.pick(extensions) };
}

function createInsideParty({ extension, name }: Agent): Party {
  return { number: extension, e164: null, name, type: 'person', ref: null };
}

function createOutsideParty(random: SeededRandom): Party {
  const number = random.pick([null, '+46721111111', '+48226262600', '226262600', '0812345678']);
  return {
    number,
    e164: null,
    name: random.chance(0.3) ? random.pick(names) : null,
    type: 'unknown',
    ref: random.chance(0.2) ? '77' : null,
  };
}

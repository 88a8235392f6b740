import type { Call } from '../call/call.ts';
import type { CallEnd } from './call-ends.ts';

/** Where a text that calls are told apart by stands; what belongs to an agent is that of the side a row is about. */
export type TextPath =
  | 'source'
  | 'provider'
  | 'direction'
  | 'disposition'
  | 'group'
  | 'service'
  | 'queue.id'
  | 'queue.name'
  | 'from.number'
  | 'from.e164'
  | 'to.number'
  | 'to.e164'
  | 'agent.id'
  | 'agent.login'
  | 'agent.extension'
  | 'agent.name'
  | 'extension';

/** What summaries are split by. */
export interface Dimension {
  /** The key in rows. */
  key: string;
  /** The first of these texts that is known, or what the wall of the summary's zone shows at the start. */
  of: readonly TextPath[] | 'hour' | 'weekday';
  /** For ids that have a name: its key in rows, and where it stands. The latest name counts. */
  name?: { key: string; of: TextPath };
  /** `source`: the ids are the vendor's own, so that equal ones of two sources mean different things. */
  scope: 'source' | 'everywhere';
  /** What the values are. */
  definition: string;
}

/** Every dimension, by the name that people ask for it with. */
export const dimensions = {
  agent: {
    key: 'agent',
    of: ['agent.id', 'agent.login', 'agent.extension', 'agent.name'],
    name: { key: 'agentName', of: 'agent.name' },
    scope: 'source',
    definition:
      'Who placed an outbound call, or was first reached by an inbound one. An internal call counts for both its sides: it goes out for the agent whose extension called, and comes in for the one called. The id, or what stands for it.',
  },
  extension: {
    key: 'extension',
    of: ['extension'],
    scope: 'source',
    definition: 'The extension of the same side.',
  },
  queue: {
    key: 'queue',
    of: ['queue.id', 'queue.name'],
    name: { key: 'queueName', of: 'queue.name' },
    scope: 'source',
    definition: 'The queue or hunt group; its id, or its name where it has none.',
  },
  direction: {
    key: 'direction',
    of: ['direction'],
    scope: 'everywhere',
    definition: 'inbound, outbound, internal or unknown.',
  },
  disposition: {
    key: 'disposition',
    of: ['disposition'],
    scope: 'everywhere',
    definition: 'answered, no-answer, busy, failed or unknown.',
  },
  source: {
    key: 'source',
    of: ['source'],
    scope: 'everywhere',
    definition: 'The configured source.',
  },
  provider: {
    key: 'provider',
    of: ['provider'],
    scope: 'everywhere',
    definition: 'The vendor.',
  },
  caller: {
    key: 'caller',
    of: ['from.e164', 'from.number'],
    scope: 'everywhere',
    definition: 'The calling number: as e164 where it is known so, else as the vendor gave it.',
  },
  callee: {
    key: 'callee',
    of: ['to.e164', 'to.number'],
    scope: 'everywhere',
    definition: 'The called number, likewise.',
  },
  group: {
    key: 'group',
    of: ['group'],
    scope: 'everywhere',
    definition: 'The department.',
  },
  service: {
    key: 'service',
    of: ['service'],
    scope: 'everywhere',
    definition: 'The service or line that was called.',
  },
  'hour-of-day': {
    key: 'hourOfDay',
    of: 'hour',
    scope: 'everywhere',
    definition: 'The hour that the clocks of the zone showed at the start, 0 to 23.',
  },
  weekday: {
    key: 'weekday',
    of: 'weekday',
    scope: 'everywhere',
    definition: 'The day of the week by ISO 8601: 1 is Monday, 7 Sunday.',
  },
} satisfies Record<string, Dimension>;

/** A name of {@link dimensions}. */
export type DimensionName = keyof typeof dimensions;

/** Every {@link DimensionName}, in the order of the reference. */
export const dimensionNames: readonly DimensionName[] =
  Object.keys(dimensions).filter(isDimensionName);

/** Whether there is such a dimension. */
export function isDimensionName(name: string): name is DimensionName {
  return Object.hasOwn(dimensions, name);
}

/** The text that stands at a path of a call, seen from one of its ends. */
export function textAt(path: TextPath, call: Call, end: CallEnd): string | null {
  switch (path) {
    case 'source':
    case 'provider':
    case 'direction':
    case 'disposition':
    case 'group':
    case 'service':
      return call[path];
    case 'queue.id':
      return call.queue?.id ?? null;
    case 'queue.name':
      return call.queue?.name ?? null;
    case 'from.number':
      return call.from.number;
    case 'from.e164':
      return call.from.e164;
    case 'to.number':
      return call.to.number;
    case 'to.e164':
      return call.to.e164;
    case 'agent.id':
      return end.agent?.id ?? null;
    case 'agent.login':
      return end.agent?.login ?? null;
    case 'agent.extension':
      return end.agent?.extension ?? null;
    case 'agent.name':
      return end.agent?.name ?? null;
    case 'extension':
      return end.extension;
  }
}

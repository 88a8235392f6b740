import { type CallSource, ConfigError, type EpochMs, zoneOf } from '@cdr/core';
import { createConstantSource } from '../source/call-source.ts';
import { createCompany } from './company.ts';
import { type CountryCode, countries } from './countries.ts';
import { createCustomers } from './customers.ts';
import { createLayout } from './layout.ts';
import { orderGenerated } from './order-generated.ts';
import { mix } from './random.ts';
import { createWeek } from './week.ts';

const customersPerCall = 0.4;
const callsPerAgent = 70;
const leastAgents = 12;
const mostAgents = 5000;

/** What decides generated calls; the same options always give the same calls. */
export interface GenerateOptions {
  /** Any whole number; another one gives other calls. */
  seed: number;
  /** The first instant at which a call may start. */
  from: EpochMs;
  /** The first instant at which none may start any more. Calls may last beyond it. */
  to: EpochMs;
  /** IANA zone of the contact centre: its mornings, nights and weekends. */
  timeZone: string;
  /** How many calls there are, exactly. */
  calls: number;
  /** Where people and numbers come from. Default `PL`. */
  country?: CountryCode;
  /** How many people answer, two or more. Default: one for seventy calls of the busiest day, at least 12. */
  agents?: number;
  /** Default `generated`. */
  source?: string;
}

/**
 * Calls that look like a contact centre's, made when they are read: ten million take no more
 * memory than a thousand. Parts that calls have in common, such as agents, are shared between them
 * and not to be written to. Throws `ConfigError` on options that make no sense.
 */
export function generateCalls(options: GenerateOptions): CallSource {
  assertSensible(options);
  const { seed, from, to, timeZone, calls, source = 'generated' } = options;
  const country = countries[options.country ?? 'PL'];
  const salt = mix(seed | 0, Math.floor(seed / 2 ** 32) | 0);
  const week = createWeek();
  const zone = zoneOf(timeZone);
  const layout = createLayout({ window: { from, to }, zone, week, calls, salt });
  const company = createCompany(country, options.agents ?? agentsFor(layout.busiestDay));
  const customers = createCustomers(country, { wanted: Math.ceil(calls * customersPerCall), salt });
  const placeDigits = Math.max(3, String(layout.busiestDay).length);
  const setting = { week, company, customers, source, timeZone, placeDigits };
  const ordered = orderGenerated(layout, setting, { from, to, length: calls });
  return createConstantSource(ordered);
}

function agentsFor(busiestDay: number): number {
  return Math.max(leastAgents, Math.min(mostAgents, Math.ceil(busiestDay / callsPerAgent)));
}

function assertSensible({ seed, from, to, calls, agents = leastAgents }: GenerateOptions): void {
  const rules = [
    { holds: Number.isSafeInteger(seed), rule: 'seed must be a whole number' },
    {
      holds: Number.isSafeInteger(calls) && calls >= 0,
      rule: 'calls must be a whole number from 0 up',
    },
    {
      holds: Number.isSafeInteger(agents) && agents >= 2,
      rule: 'agents must be a whole number from 2 up',
    },
    {
      holds: Number.isSafeInteger(from) && Number.isSafeInteger(to) && from < to,
      rule: 'from and to must be instants, from before to',
    },
  ];
  const broken = rules.find(({ holds }) => !holds);
  if (broken) throw new ConfigError({ what: `Calls cannot be generated: ${broken.rule}` });
}

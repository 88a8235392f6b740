import type { Agent, Party, Tag } from '@cdr/core';
import { unknownParty } from '@cdr/core';
import { type Country, type Line, lines, type Some } from './countries/country.ts';
import { personName, toSlug, userName } from './names.ts';

/** Somebody of the organisation, and how they look as one end of a call. */
export interface Colleague {
  agent: Agent & { login: string; extension: string };
  party: Party;
}

/** A queue, its number and those who serve it. */
export interface Queue {
  line: Line;
  /** As calls tell it. */
  label: { id: string; name: string };
  /** The number that callers dial. */
  party: Party;
  /** Of the folder of its recordings. */
  slug: string;
  /** What the number that callers dial is booked as. */
  service: string;
  team: Some<Colleague>;
}

/** The organisation whose calls are generated. */
export interface Company {
  country: Country;
  staff: Some<Colleague>;
  queues: Record<Line, Queue>;
  tags: Some<Tag>;
  trunks: Some<string>;
  campaigns: Some<string>;
}

const tagColors: Some<string> = ['#c0392b', '#e67e22', '#27ae60', '#2980b9', '#8e44ad'];

/** The organisation with that many agents; the same one every time. */
export function createCompany(country: Country, agents: number): Company {
  const first = createColleague(country, 0);
  const others = Array.from({ length: agents - 1 }, (_, index) =>
    createColleague(country, index + 1),
  );
  const staff: Some<Colleague> = [first, ...others];
  return {
    country,
    staff,
    queues: {
      sales: createQueue(country, 'sales', staff),
      service: createQueue(country, 'service', staff),
      billing: createQueue(country, 'billing', staff),
      orders: createQueue(country, 'orders', staff),
      emergency: createQueue(country, 'emergency', staff),
    },
    tags: mapSome(country.tags, (name, index) => ({
      id: toSlug(name),
      name,
      color: tagColors[index] ?? tagColors[0],
    })),
    trunks: ['siptrunk-1', 'siptrunk-2', 'pstn'],
    campaigns: ['2201', '2202', '2207'],
  };
}

function createColleague(country: Country, number: number): Colleague {
  const name = userName(country, number);
  const namesakes = Math.floor(number / (country.firstNames.length * country.lastNames.length));
  const login = toSlug(personName(country, number)) + (namesakes === 0 ? '' : namesakes + 1);
  const extension = String(1001 + number);
  return {
    agent: { id: String(40_017 + number * 3), name, login, extension },
    party: { ...unknownParty, number: extension, name, type: 'extension' },
  };
}

function createQueue(country: Country, line: Line, staff: Some<Colleague>): Queue {
  const place = lines.indexOf(line);
  const number = `+${country.callingCode}${country.ownNumbers}${String(10 + place)}`;
  const name = country.queues[line];
  const [first, ...rest] = staff.filter((_, index) => index % lines.length === place);
  return {
    line,
    label: { id: String(610 + place * 10), name },
    party: { ...unknownParty, number, e164: number, type: 'group' },
    slug: toSlug(name),
    service: String(100_150 + place),
    team: first === undefined ? staff : [first, ...rest],
  };
}

function mapSome<T, U>([first, ...rest]: Some<T>, map: (item: T, index: number) => U): Some<U> {
  return [map(first, 0), ...rest.map((item, index) => map(item, index + 1))];
}

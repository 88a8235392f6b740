import type { Person } from './summary-query.ts';

/** An agent of one source, and who that is. */
interface KnownAgent {
  source: string;
  agent: string;
  person: string;
}

/** Who the agents of sources are. */
export interface PeopleIndex {
  /** Each agent once. */
  readonly agents: readonly KnownAgent[];
  personOf(source: string, agent: string): string | null;
}

/** An agent that several people lay claim to is the first one's. */
export function createPeopleIndex(people: readonly Person[]): PeopleIndex {
  const bySource = new Map<string, Map<string, string>>();
  for (const { name, agents } of people) {
    for (const { source, agent } of agents) {
      const own = bySource.get(source) ?? new Map<string, string>();
      if (!own.has(agent)) own.set(agent, name);
      bySource.set(source, own);
    }
  }
  return {
    agents: [...bySource].flatMap(([source, own]) =>
      [...own].map(([agent, person]) => ({ source, agent, person })),
    ),
    personOf: (source, agent) => bySource.get(source)?.get(agent) ?? null,
  };
}

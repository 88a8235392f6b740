import type { Person } from '@cdr/core';
import { z } from 'zod';

const agentIdSchema = z.string().min(1);

/** Who is the same person in several sources: by the person's name and source, the ids of the agents there. */
export const peopleSchema = z
  .record(
    z.string().min(1),
    z.record(z.string(), z.union([agentIdSchema, z.array(agentIdSchema).min(1)])),
  )
  .default({})
  .superRefine((people, context) => {
    const owners = new Map<string, string>();
    for (const { name, agents } of peopleOf(people)) {
      for (const { source, agent } of agents) {
        const key = JSON.stringify([source, agent]);
        const owner = owners.get(key) ?? name;
        owners.set(key, owner);
        if (owner === name) continue;
        const path = [name, source];
        context.addIssue({ code: 'custom', path, message: `the agent is already "${owner}"` });
      }
    }
  });

/** The people of a config, as summaries take them. */
export function peopleOf(people: z.output<typeof peopleSchema>): Person[] {
  return Object.entries(people).map(([name, sources]) => ({
    name,
    agents: Object.entries(sources).flatMap(([source, ids]) =>
      [ids].flat().map((agent) => ({ source, agent })),
    ),
  }));
}

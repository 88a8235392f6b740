import { randomUUID } from 'node:crypto';
import {
  type AuditActor,
  type Clock,
  type ErasureCounts,
  type ErasureStore,
  toInstant,
} from '@cdr/core';
import type { Project } from '../project/project.ts';
import { callingCodeOf } from '../source/calling-code.ts';
import { knownNumberOf } from './number-forms.ts';

/** Whom to erase, and from where. */
export interface ErasePersonInput {
  project: Project;
  store: ErasureStore;
  clock: Pick<Clock, 'now'>;
  /** However it is written. */
  number: string;
  /** For the audit log. */
  by: AuditActor;
}

/**
 * Erases the person who has a number from a store, and keeps those who read it later from bringing
 * them back. Throws `ConfigError` for no number, and for one that is several people's.
 */
export async function erasePerson({
  store,
  clock,
  by,
  ...person
}: ErasePersonInput): Promise<ErasureCounts> {
  const request = await requestOf(person);
  const at = toInstant(clock.now());
  const audit = {
    id: randomUUID(),
    at,
    action: 'person-erased',
    by,
    times: 1,
    detail: {},
  } as const;
  return store.erase({ ...request, audit });
}

/** What {@link erasePerson} would erase by now. */
export async function countErasable({
  store,
  ...person
}: Pick<ErasePersonInput, 'project' | 'store' | 'number'>): Promise<ErasureCounts> {
  return store.countErasable(await requestOf(person));
}

async function requestOf({ project, number }: Pick<ErasePersonInput, 'project' | 'number'>) {
  const hasSources = Object.keys(project.loaded.config.sources).length > 0;
  const sources = hasSources ? await project.openSources([]) : [];
  const { forms } = knownNumberOf(
    number,
    sources.map(({ settings }) => settings.country),
  );
  const callingCodes = Object.fromEntries(
    sources.flatMap(({ name, settings }) => {
      const code = callingCodeOf(settings.country);
      return code === null ? [] : [[name, code]];
    }),
  );
  return { forms, callingCodes };
}

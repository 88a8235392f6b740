import { assertKnown } from '@cdr/engine';
import { type Access, maySee } from '../keys/access.ts';

/** What says which sources there are. */
export interface SourceKnowledge {
  knownSources: () => Promise<readonly string[]>;
}

/** The sources that a key may know of: to its holder there are no others. */
export async function visibleSources(
  { knownSources }: SourceKnowledge,
  access: Pick<Access, 'sources'>,
): Promise<string[]> {
  return (await knownSources()).filter((source) => maySee(access, source));
}

/** Those of them that are asked for, or all. Throws `ConfigError` for one that is none of them. */
export function pickSources(
  asked: readonly string[] | undefined,
  visible: readonly string[],
): string[] {
  if (asked === undefined) return [...visible];
  assertKnown(asked, visible);
  return visible.filter((source) => asked.includes(source));
}

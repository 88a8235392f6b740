import { type SyncRun, toEpochMs } from '@cdr/core';
import type { SourceReport } from '@cdr/engine';
import type { Happening } from './webhook-events.ts';

/** What a run that has ended is worth telling, source by source. */
export function happeningsOfSync(
  { id, startedAt, endedAt }: Pick<SyncRun, 'id' | 'startedAt' | 'endedAt'>,
  sources: readonly SourceReport[],
): Happening[] {
  const at = toEpochMs(endedAt ?? startedAt);
  return sources.flatMap(({ source, provider, status, rows, errors }) => {
    const whose = { run: id, source, provider };
    const { inserted, updated, removed } = rows;
    const happenings: Happening[] = [];
    if (inserted + updated + removed > 0) {
      const data = { ...whose, rows: { inserted, updated, removed } };
      happenings.push({ id: `${id}-${source}-stored`, event: 'calls.stored', at, data });
    }
    if (status !== 'complete' && errors.length > 0) {
      const data = { ...whose, status, errors };
      happenings.push({ id: `${id}-${source}-failed`, event: 'sync.failed', at, data });
    }
    return happenings;
  });
}

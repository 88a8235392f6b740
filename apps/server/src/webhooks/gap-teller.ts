import { type Clock, type OutboxStore, toInstant } from '@cdr/core';
import type { NearingGap, Webhook } from '@cdr/engine';
import { type Happening, messagesOf } from './webhook-events.ts';

/** What gaps are told with. */
export interface GapTellerInput {
  store: Pick<OutboxStore, 'addToOutbox'>;
  webhooks: readonly Webhook[];
  clock: Pick<Clock, 'now'>;
}

/** Tells of the gaps that are near, once a day for each stream; what is told again has the same id. */
export function createGapTeller({
  store,
  webhooks,
  clock,
}: GapTellerInput): (gaps: readonly NearingGap[]) => Promise<void> {
  const told = new Set<string>();
  return async (gaps) => {
    const at = clock.now();
    const day = toInstant(at).slice(0, dayLength);
    const happenings = new Map<string, Happening & { data: { gaps: object[] } }>();
    for (const { source, stream, from, to, lostAt } of gaps) {
      const id = `gap-${source}-${stream}-${day}`;
      const known = happenings.get(id)?.data.gaps ?? [];
      const gap = { from: toInstant(from), to: toInstant(to), lostAt: toInstant(lostAt) };
      const data = { source, stream, gaps: [...known, gap] };
      happenings.set(id, { id, event: 'gap.nearing-horizon', at, data });
    }
    const news = [...happenings.values()].filter(({ id }) => !told.has(id));
    await store.addToOutbox(news.flatMap((happening) => messagesOf(webhooks, happening)));
    for (const { id } of news) told.add(id);
  };
}

const dayLength = 10;

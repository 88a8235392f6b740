import type { ApiClient, Sync } from './api-types.ts';
import type { RequestOptions } from './create-client.ts';
import { eventData } from './event-data.ts';
import { told } from './told.ts';

/** The states of a sync, up to its end. */
export async function* followSync(
  api: ApiClient,
  id: string,
  options: RequestOptions,
): AsyncGenerator<Sync> {
  const body = await told(
    api.GET('/v1/syncs/{id}', {
      params: { path: { id } },
      headers: { accept: 'text/event-stream' },
      parseAs: 'stream',
      ...options,
    }),
  );
  for await (const data of eventData(body)) {
    const sync: Sync = JSON.parse(data);
    yield sync;
    if (sync.endedAt !== null) return;
  }
  throw new TypeError('The connection ended before the sync did');
}

import type { ApiClient, Call, CallQuery } from './api-types.ts';
import type { RequestOptions } from './create-client.ts';
import { told } from './told.ts';

/** Calls one by one, from the first page to the last. */
export async function* listCalls(
  api: ApiClient,
  query: CallQuery,
  options: RequestOptions,
): AsyncGenerator<Call> {
  let cursor: string | null = null;
  do {
    const asked: CallQuery & { cursor?: string } = cursor === null ? query : { ...query, cursor };
    const page = await told(api.GET('/v1/calls', { params: { query: asked }, ...options }));
    yield* page.calls;
    cursor = page.next;
  } while (cursor !== null);
}

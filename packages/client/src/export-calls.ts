import type { ApiClient, ExportQuery } from './api-types.ts';
import type { RequestOptions } from './create-client.ts';
import { told } from './told.ts';

/** A file on its way. */
export interface CallFile {
  /** Under which it is to be saved, such as `calls.csv`. */
  name: string;
  /** Its media type. */
  type: string;
  /** Its bytes. To cancel it ends the making of the file. */
  body: ReadableStream<Uint8Array>;
}

/** Asks for a file of calls; the body is read by whoever gets it. */
export async function exportCalls(
  api: ApiClient,
  query: ExportQuery,
  options: RequestOptions,
): Promise<CallFile> {
  const asked = api.GET('/v1/export', { params: { query }, parseAs: 'stream', ...options });
  const body = await told(asked);
  const { headers } = (await asked).response;
  const [, name = 'calls'] =
    /filename="([^"]+)"/.exec(headers.get('content-disposition') ?? '') ?? [];
  return { name, type: headers.get('content-type') ?? '', body };
}

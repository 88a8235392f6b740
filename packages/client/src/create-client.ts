import createFetchClient from 'openapi-fetch';
import type {
  ApiClient,
  Call,
  CallQuery,
  CoverageQuery,
  ExportQuery,
  Figures,
  Note,
  Source,
  StatsQuery,
  StreamCoverage,
  Sync,
  SyncRange,
} from './api-types.ts';
import { type CallFile, exportCalls } from './export-calls.ts';
import { followSync } from './follow-sync.ts';
import type { paths } from './generated/api.ts';
import { listCalls } from './list-calls.ts';
import { problemOf } from './problem-error.ts';
import { told } from './told.ts';

/** Where the server is, and who asks. */
export interface ClientOptions {
  /** Such as `http://127.0.0.1:8080`. */
  url: string;
  /** `cdr_…` */
  key: string;
  /** Default: the global one. */
  fetch?: (request: Request) => Promise<Response>;
}

/** What may end a request early. */
export interface RequestOptions {
  signal?: AbortSignal;
}

/** The server of cdr. Every method throws `ProblemError` for what the server refuses or can't do. */
export interface CdrClient {
  /** Calls one by one, over as many pages as there are: what is stored meanwhile neither repeats nor hides one. */
  calls(query?: CallQuery, options?: RequestOptions): AsyncGenerator<Call>;
  call(id: string, options?: RequestOptions): Promise<Call>;
  /** What people wrote to a call. */
  notes(callId: string, options?: RequestOptions): Promise<Note[]>;
  stats(query?: StatsQuery, options?: RequestOptions): Promise<Figures>;
  /** A file of calls as it comes: a body that ends without an error is whole. */
  exportCalls(query?: ExportQuery, options?: RequestOptions): Promise<CallFile>;
  sources(options?: RequestOptions): Promise<Source[]>;
  coverage(query?: CoverageQuery, options?: RequestOptions): Promise<StreamCoverage[]>;
  /** Begins a sync of a source; for operators. */
  startSync(source: string, range?: SyncRange, options?: RequestOptions): Promise<Sync>;
  /** A sync whenever it has come further, and last as it ended. Throws when the connection ends before. */
  followSync(id: string, options?: RequestOptions): AsyncGenerator<Sync>;
  /** Every route, typed by the document of the API; as `openapi-fetch` has it, but that it throws. */
  api: ApiClient;
}

/** A client of the server at an address. */
export function createClient({ url, key, fetch }: ClientOptions): CdrClient {
  const api = createFetchClient<paths, 'application/json'>({
    baseUrl: url,
    headers: { authorization: `Bearer ${key}` },
    ...(fetch === undefined ? {} : { fetch }),
  });
  api.use({
    async onResponse({ response }) {
      if (response.status >= 400) throw await problemOf(response);
    },
  });

  return {
    api,
    calls: (query = {}, options = {}) => listCalls(api, query, options),
    call: (id, options = {}) =>
      told(api.GET('/v1/calls/{id}', { params: { path: { id } }, ...options })),
    async notes(id, options = {}) {
      const asked = api.GET('/v1/calls/{id}/notes', { params: { path: { id } }, ...options });
      return (await told(asked)).notes;
    },
    stats: (query = {}, options = {}) =>
      told(api.GET('/v1/stats', { params: { query }, ...options })),
    exportCalls: (query = {}, options = {}) => exportCalls(api, query, options),
    async sources(options = {}) {
      return (await told(api.GET('/v1/sources', { ...options }))).sources;
    },
    async coverage(query = {}, options = {}) {
      return (await told(api.GET('/v1/coverage', { params: { query }, ...options }))).coverage;
    },
    startSync: (id, query = {}, options = {}) =>
      told(api.POST('/v1/sources/{id}/sync', { params: { path: { id }, query }, ...options })),
    followSync: (id, options = {}) => followSync(api, id, options),
  };
}

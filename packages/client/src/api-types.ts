import type { Client } from 'openapi-fetch';
import type { paths } from './generated/api.ts';

/** Every route of the document, by its path. */
export type Routes = paths;

/** Every route, as `openapi-fetch` has it. */
export type ApiClient = Client<paths, 'application/json'>;

type Json<Operation> = Operation extends {
  responses: { 200: { content: { 'application/json': infer Content } } };
}
  ? Content
  : never;
type Query<Operation> = Operation extends { parameters: { query?: infer Parameters } }
  ? NonNullable<Parameters>
  : never;

/** A call, as the server tells it. */
export type Call = Json<paths['/v1/calls/{id}']['get']>;

/** Which calls are listed; `limit` is the size of the pages that they come in. */
export type CallQuery = Omit<Query<paths['/v1/calls']['get']>, 'cursor'>;

/** What somebody wrote to a call. */
export type Note = Json<paths['/v1/calls/{id}/notes']['get']>['notes'][number];

/** Which figures are told. */
export type StatsQuery = Query<paths['/v1/stats']['get']>;

/** Rows, and why figures are `null` in them. */
export type Figures = Json<paths['/v1/stats']['get']>;

/** Which calls a file holds, and how it is written. */
export type ExportQuery = Query<paths['/v1/export']['get']>;

/** A source, and when it is synced. */
export type Source = Json<paths['/v1/sources']['get']>['sources'][number];

/** Of which sources and range coverage is told. */
export type CoverageQuery = Query<paths['/v1/coverage']['get']>;

/** What is proven of a stream. */
export type StreamCoverage = Json<paths['/v1/coverage']['get']>['coverage'][number];

/** A sync, as far as it has come. */
export type Sync = Json<paths['/v1/syncs/{id}']['get']>;

/** What a sync reads; without a range whatever is missing. */
export type SyncRange = Query<paths['/v1/sources/{id}/sync']['post']>;

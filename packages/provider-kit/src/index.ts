export { defineProvider } from './define-provider.ts';
export { createExtensionTest } from './extension-test.ts';
export {
  type Authorizer,
  createBasicAuthorizer,
  createBearerAuthorizer,
  createTokenAuthorizer,
} from './http/authorizer.ts';
export type { DownloadRequest } from './http/download.ts';
export { createHttpClient, type HttpClient } from './http/http-client.ts';
export type { HttpRequest, Query } from './http/http-request.ts';
export type { FailureDescription, HttpClientSpec, HttpContext } from './http/http-spec.ts';
export { createRedactor, type Redactor } from './http/redactor.ts';
export { type NumberedPaging, readNumberedPages } from './paging/read-numbered-pages.ts';
export { type OffsetPaging, readOffsetPages } from './paging/read-offset-pages.ts';
export { baseUrlOption, hasOneLogin, secret } from './provider-options.ts';
export { type ReadWallTime, readWallTime } from './read-wall-time.ts';
export { createEnumReader } from './rows/enum-reader.ts';
export { findNumberSource } from './rows/find-number-source.ts';
export { idText } from './rows/id-text.ts';
export { parseJson } from './rows/parse-json.ts';
export { type ParsedRow, parseRow } from './rows/parse-row.ts';
export { type ParsedRows, parseRows } from './rows/parse-rows.ts';
export { textOrNull } from './rows/text-or-null.ts';
export { type AnsweredFile, answerFile } from './vendor-api/answer-file.ts';
export { answerJson } from './vendor-api/answer-json.ts';
export { createArraySource } from './vendor-api/array-source.ts';
export {
  type BasicCredentials,
  basicCredentialsOf,
  bearerTokenOf,
  readBasicCredentials,
  readBearerToken,
} from './vendor-api/credentials.ts';
export {
  createMatchFinder,
  type MatchPage,
  type MatchQuery,
} from './vendor-api/match-finder.ts';
export { createPastFilter, type PastFilter } from './vendor-api/past-filter.ts';
export { createSampleWav } from './vendor-api/sample-wav.ts';
export { writeJsonList } from './vendor-api/write-json-list.ts';

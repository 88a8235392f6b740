export type { CountryCode } from './generate/countries.ts';
export { type GenerateOptions, generateCalls } from './generate/generate-calls.ts';
export { createNoteSource } from './notes/create-note-source.ts';
export { type AnswerRequestInput, answerRequest } from './serve/answer-request.ts';
export { type ServeOptions, serveVendorApis, type VendorHost } from './serve/serve-vendor-apis.ts';
export { type CallList, createCallList } from './source/call-list.ts';
export { callsFromArray } from './source/calls-from-array.ts';
export { readCallsFile } from './source/read-calls-file.ts';

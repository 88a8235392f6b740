export { createServer, type ServerOptions } from './create-server.ts';
export { describeStart } from './describe-start.ts';
export { createVersionedStore, type DataVersion } from './http/data-version.ts';
export { accessOf } from './http/guard-requests.ts';
export { type Problem, problemSchema, problemType, toProblem } from './http/problem.ts';
export {
  RequestError,
  type RequestErrorCode,
  requestErrorStatus,
} from './http/request-error.ts';
export { type Access, hasRole, maySee } from './keys/access.ts';
export {
  type Authentication,
  type KeyDescription,
  type KeyRing,
  type KeyRingInput,
  type NewKey,
  openKeyRing,
} from './keys/key-ring.ts';
export { graceMs, type ServeInput, type ServerStarted, serve } from './serve.ts';
export type { Server, ServerContext } from './server-context.ts';

import type { HttpRequest } from './http-request.ts';
import type { Redactor } from './redactor.ts';

/** One attempt at a request. */
export interface Attempt<T> {
  request: HttpRequest<T>;
  url: URL;
  credentials: Readonly<Record<string, string>>;
  maxResponseBytes: number;
  timeoutMs: number;
  /** The request line without its query, and which attempt it is; for errors. */
  where: string;
  redact: Redactor;
}

/** The parts of an answer that matter. */
export interface Answer {
  status: number;
  headers: Headers;
  /** The body; of a refusal its beginning. */
  text: string;
  /** Bytes received, after decompression. */
  size: number;
  /** The body was longer than allowed, and `text` is its beginning. */
  exceeded: boolean;
}

import type { Redactor } from './redactor.ts';

/** One attempt at a request. */
export interface Attempt {
  method: string;
  url: URL;
  headers: Readonly<Record<string, string>>;
  body: string | URLSearchParams | null;
  /** Headers that let us in; none where the address is not the vendor's own. */
  credentials: Readonly<Record<string, string>>;
  timeoutMs: number;
  /** The request line without what may tell too much, and which attempt it is; for errors. */
  where: string;
  redact: Redactor;
  signal: AbortSignal;
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

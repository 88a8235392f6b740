import type { Call } from '../call/call.ts';
import type { CallSource } from '../call/call-source.ts';
import type { NoteSource } from '../note/note-source.ts';
import type { ApiRole } from '../store/api-key.ts';
import type { EpochMs } from '../time/epoch-ms.ts';

/** A vendor's HTTP API over somebody's calls, without a socket: give it a request, get its answer. */
export type VendorApi = (request: Request) => Promise<Response>;

/** Decides who may ask, for hosts that have keys of their own. */
export interface VendorGate {
  /** Whether this password or token, without a user's name, is one that is let in. */
  admits(secret: string): boolean;
  /** A token that is let in for a while in place of a password; `null` for a password that isn't. */
  issueToken(password: string): { token: string; lifetimeMs: number } | null;
  /**
   * What the holder of a password or token may do, for vendors that tell levels of access; `none` for one
   * that is good and not let in here, `null` for one that is no good.
   */
  roleOf?(secret: string): ApiRole | 'none' | null;
}

/** What every vendor API takes; each vendor adds options for the readings of its doubts. */
export interface VendorApiOptions {
  /** The vendor's clock. */
  now: () => EpochMs;
  /**
   * Milliseconds since any fixed moment, which go on where `now` stands still: for limits on how often
   * the vendor may be asked. Default: it may be asked as often as one likes.
   */
  elapsedMs?: () => number;
  /** The zone of the vendor's wall times. Default: the manifest's. */
  timeZone?: string;
  /** Hears of what goes wrong inside and is answered with an error of the vendor's own. */
  onError?: (error: unknown) => void;
  /** Asked about every request, in place of the API's own credentials. Names of users and accounts don't matter then. */
  gate?: VendorGate;
  /** The notes to the calls, for vendors that have them. Default: there are none. */
  notes?: NoteSource;
  /**
   * Gives the text that was made before for the same question, as long as calls and notes are the same,
   * else what `make` makes. The question holds all that decides besides them, the time too where it
   * does; what is no JSON in it must not decide. Default: everything is made when it is asked for.
   */
  keep?: (question: readonly unknown[], make: () => Promise<string>) => Promise<string>;
  /**
   * Answers with the recording of a call, or with `null` when there is none, for hosts that have the
   * real ones. Default: a vendor that gives recordings out makes them up.
   */
  openRecording?: (call: Call, request: Request) => Promise<Response | null>;
}

/** What the subpath `./vendor-api` of a provider package exports. */
export interface VendorApiModule {
  createVendorApi(calls: CallSource, options: VendorApiOptions): VendorApi;
  /** How to reach an API of default options that is served at `baseUrl`. */
  describeVendorApi(baseUrl: string): VendorApiDescription;
}

/** How to reach a vendor API. */
export interface VendorApiDescription {
  /** The provider's options for config. */
  options: Record<string, unknown>;
  /** A command line that asks for something. */
  curl: string;
}

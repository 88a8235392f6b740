import type { Call, CallSource, Provider, Store, VendorApi, VendorApiOptions } from '@cdr/core';

/** One way in which the vendor may behave where its documents leave room. */
export interface VendorReading<Options extends object> {
  /** Completes "when …": `the end of a minute is meant, too`. */
  name: string;
  /** What makes the vendor API behave that way. */
  vendorApiOptions: Partial<Options>;
  /** Ids of the streams that it makes a difference to. Default: all of them. */
  streams?: readonly string[];
}

/** Where the records stand in the vendor's JSON answers. */
export interface AnswerShape {
  /** The member that holds the list; `null` when the answer is the list. */
  rows: string | null;
  /** The member that tells how many records there are, also inside another (`meta.total`); `null` where none does. */
  total: string | null;
}

/** A vendor that has no HTTP API: what its provider reads in some other way, such as files. */
export interface VendorWorld {
  /** The provider's options in config that lead there. */
  options: Record<string, unknown>;
  /** Brings it up to the vendor's calls and clock, as they are now. Called before everything that reads. */
  catchUp(): Promise<void>;
  /** Takes it away. */
  close(): Promise<void>;
}

/** What every provider under test has. */
interface CommonSubject<Options extends object> {
  provider: Provider;
  /** Every way in which the vendor may behave. The first one is met wherever nothing else is said. */
  readings: readonly [VendorReading<NoInfer<Options>>, ...VendorReading<NoInfer<Options>>[]];
  /** What the vendor has records of. Default: calls alone. */
  kinds?: readonly Call['kind'][];
  /** What calls are read into, where a check doesn't bring its own. Default: a new store in memory. */
  createStore?: () => Store;
  /** Checks that the provider doesn't pass, by name, each with the reason. One that passes is reported. */
  deviations?: Record<string, string>;
}

/** A provider that reads an HTTP API. */
export interface ServedSubject<Options extends object> extends CommonSubject<Options> {
  /** The provider's own `createVendorApi`. */
  vendorApi: (calls: CallSource, options: VendorApiOptions & Partial<Options>) => VendorApi;
  /** The provider's options in config, as a vendor API of the first reading takes them. */
  options: Record<string, unknown>;
  /**
   * Lets the kit put bad rows, short pages and wrong totals into answers. Leave it out for answers
   * that aren't JSON: the checks that need it are not run then.
   */
  answers?: AnswerShape;
  /** The same for streams whose answers have another shape, by their ids. */
  answersOf?: Readonly<Record<string, AnswerShape>>;
  /**
   * What makes pages of the vendor API hold so many rows, whatever is asked for:
   * `(rows) => ({ pageCap: rows })`. Not needed where pages are asked for by offset and `answers` is
   * told, since the kit cuts those itself.
   */
  shortPages?: (rows: number) => Partial<NoInfer<Options>>;
}

/** A provider that reads something else. The checks of requests and answers are not made. */
export interface UnservedSubject<Options extends object> extends CommonSubject<Options> {
  /** Sets up a vendor with these calls. */
  vendorWorld: (calls: CallSource, options: VendorApiOptions & Partial<Options>) => VendorWorld;
}

/** A provider under test, and the vendor that it is tested against. */
export type ProviderSubject<Options extends object = object> =
  | ServedSubject<Options>
  | UnservedSubject<Options>;

/** At least one of something. */
export type Some<T> = readonly [T, ...T[]];

/** The work that queues are for. */
export const lines = ['sales', 'service', 'billing', 'orders', 'emergency'] as const;
export type Line = (typeof lines)[number];

/** What makes a contact centre look like one of its country. */
export interface Country {
  /** Without its `+`. */
  callingCode: string;
  /** What goes before a number that is dialled inside the country. */
  trunkPrefix: string;
  /** Mobile numbers: how they begin, and how many digits follow. */
  mobile: { prefixes: Some<string>; digits: number };
  /** The organisation's own numbers, nationally and without their last two digits. */
  ownNumbers: string;
  currency: string;
  /** What a minute of an outbound call costs. */
  ratePerMinute: number;
  firstNames: Some<string>;
  lastNames: Some<string>;
  familyNameFirst: boolean;
  /** Names of companies, `*` standing for a family name. */
  companies: Some<string>;
  queues: Record<Line, string>;
  tags: Some<string>;
}

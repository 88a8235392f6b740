/** Which check names which mistake, and what it says of it. */
export type Caught = Record<string, [check: string, says: RegExp]>;

/** The same where a mistake, or a check, comes more than once. */
export type CaughtToo = [defect: string, check: string, says: RegExp][];

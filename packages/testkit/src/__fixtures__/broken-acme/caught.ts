/** Which check names which mistake, and what it says of it. */
export type Caught = Record<string, [check: string, says: RegExp]>;

/** What the command tells its caller when it ends. */
export const exitCodes = {
  done: 0,
  failed: 1,
  /** Wrong arguments or config: the same call fails again. */
  usage: 2,
  /** What could be done is done and stored; some of it failed. */
  partial: 3,
  interrupted: 130,
} as const;

/** See {@link exitCodes}. */
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

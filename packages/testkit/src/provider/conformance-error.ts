/** A provider doesn't do what the contract says; the message tells what was seen instead. */
export class ConformanceError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ConformanceError';
  }
}

/** Throws a {@link ConformanceError} with `message` unless the condition holds. */
export function demand(condition: boolean, message: string): asserts condition {
  if (!condition) throw new ConformanceError(message);
}

const shape = /^(\d{1,6}):([0-5]\d):([0-5]\d)$/;

/** Reads a length of time as the vendor writes it, `HH:MM:SS` with any number of hours, in milliseconds. */
export function readClockDuration(value: unknown): number | null {
  const match = typeof value === 'string' ? shape.exec(value) : null;
  if (match === null) return null;
  const [, hours, minutes, seconds] = match;
  return ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
}

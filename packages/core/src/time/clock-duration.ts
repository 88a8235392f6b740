/** A length of time as clocks show it, to the second: `0:00:09`, `1:02:03`, `-0:01:00`. */
export function clockDuration(ms: number): string {
  const seconds = Math.round(Math.abs(ms) / 1000);
  const minutes = Math.floor(seconds / 60);
  const twoDigits = (number: number) => String(number).padStart(2, '0');
  const text = `${Math.floor(minutes / 60)}:${twoDigits(minutes % 60)}:${twoDigits(seconds % 60)}`;
  return ms < 0 && seconds > 0 ? `-${text}` : text;
}

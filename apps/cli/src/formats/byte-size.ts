const units = ['bytes', 'KB', 'MB', 'GB', 'TB'];

/** A number of bytes for people: `512 bytes`, `3.4 MB`. */
export function byteSize(bytes: number): string {
  const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  const value = bytes / 1000 ** power;
  const digits = power === 0 || value >= 100 ? 0 : 1;
  return `${value.toFixed(digits)} ${units[power]}`;
}

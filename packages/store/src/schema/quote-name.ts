/** A name as SQL takes it, whatever words it reserves. */
export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A vendor's own row as one text: as it is kept when it is a text, else as JSON. */
export function rawText({ raw }: { raw?: unknown }): string | null {
  if (raw === undefined || raw === null) return null;
  return typeof raw === 'string' ? raw : JSON.stringify(raw);
}

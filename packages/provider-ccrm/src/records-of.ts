/** Whether the value is an object that is no list. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * The objects of a list. PHP writes a list as an object when its keys have gaps, an empty one as
 * `{}` or `[]`, and the vendor's tables say "array" where its samples have one object.
 */
export function recordsOf(value: unknown): Record<string, unknown>[] {
  if (Array.isArray(value)) return value.filter(isRecord);
  if (!isRecord(value)) return [];
  const members = Object.values(value);
  if (members.length === 0) return [];
  return members.every(isRecord) ? members : [value];
}

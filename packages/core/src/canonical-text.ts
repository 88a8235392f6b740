/** The keys that rows of one shape have, in order, and that order as text. */
interface Shape {
  /** As they come. */
  keys: readonly string[];
  sorted: readonly string[];
  text: string;
}

const maxShapes = 1000;
const shapes = new Map<string, Shape>();
let recent: Shape = { keys: [], sorted: [], text: '[]' };

/**
 * A JSON value as text that doesn't depend on the order of keys nor on whether a vendor writes an
 * id as a number or as text: what makes two rows "the same" for fingerprints. Equal for equal
 * values alone. Rows of one shape, which is how they come, cost little more than `JSON.stringify`.
 */
export function canonicalText(value: unknown): string {
  if (!isRecord(value)) return JSON.stringify(canonicalValue(value));
  const { sorted, text } = shapeOf(value);
  return text + JSON.stringify(sorted.map((key) => canonicalValue(value[key])));
}

function canonicalValue(value: unknown): unknown {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value !== 'object' || value === null) return null;
  if (Array.isArray(value)) return value.map(canonicalValue);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, own]) => [key, canonicalValue(own)]));
}

function shapeOf(value: Record<string, unknown>): Shape {
  const keys = Object.keys(value);
  if (!isSameList(keys, recent.keys)) recent = findShape(keys);
  return recent;
}

function findShape(keys: readonly string[]): Shape {
  const name = JSON.stringify(keys);
  const known = shapes.get(name);
  if (known !== undefined) return known;
  const sorted = [...keys].sort();
  const shape = { keys, sorted, text: JSON.stringify(sorted) };
  if (shapes.size >= maxShapes) shapes.clear();
  shapes.set(name, shape);
  return shape;
}

function isSameList(a: readonly string[], b: readonly string[]): boolean {
  if (a.length !== b.length) return false;
  for (let index = 0; index < a.length; index += 1) {
    if (a[index] !== b[index]) return false;
  }
  return true;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

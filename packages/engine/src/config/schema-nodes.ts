import { type ZodType, z } from 'zod';

/**
 * One place of a schema as JSON Schema tells it, which is the part of zod that stays the same
 * across its versions and across duplicate installs.
 */
export interface SchemaNode {
  [key: string]: unknown;
  description?: string;
  default?: unknown;
  /** Set by `.meta({ secret: true })`. */
  secret?: boolean;
  /** Set by `.meta({ decides: [...] })`. */
  decides?: unknown;
}

/** The alternatives that a schema accepts at its top: one, unless it is a union. */
export function rootNodes(schema: ZodType): SchemaNode[] {
  const root = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', reused: 'inline' });
  return alternatives({ ...root });
}

/** The alternatives at `path` below the top; none where the schema knows no such place. */
export function nodesAt(schema: ZodType, path: readonly PropertyKey[]): SchemaNode[] {
  return path.reduce<SchemaNode[]>(
    (nodes, key) => nodes.flatMap((node) => childrenAt(node, key)),
    rootNodes(schema),
  );
}

/** The keys that an object may have there, without those that are known only to be refused. */
export function propertiesOf(node: SchemaNode): [name: string, SchemaNode][] {
  if (!isNode(node.properties)) return [];
  return Object.entries(node.properties).filter(
    (entry): entry is [string, SchemaNode] => isNode(entry[1]) && !isRefused(entry[1]),
  );
}

/** The keys that an object must have there. */
export function requiredKeysOf(node: SchemaNode): string[] {
  return Array.isArray(node.required) ? node.required.map(String) : [];
}

function childrenAt(node: SchemaNode, key: PropertyKey): SchemaNode[] {
  const properties = isNode(node.properties) ? node.properties : {};
  const child =
    typeof key === 'number' ? node.items : (properties[String(key)] ?? node.additionalProperties);
  return isNode(child) ? alternatives(child) : [];
}

function alternatives(node: SchemaNode): SchemaNode[] {
  const branches = [node.anyOf, node.oneOf, node.allOf].find(Array.isArray);
  if (branches === undefined) return [node];
  return branches.filter(isNode).flatMap(alternatives);
}

/** `z.never()`: how a schema names a key in order to say why it is refused. */
function isRefused(node: SchemaNode): boolean {
  return isNode(node.not) && Object.keys(node.not).length === 0;
}

function isNode(value: unknown): value is SchemaNode {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

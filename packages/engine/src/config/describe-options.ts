import type { ZodType } from 'zod';
import { propertiesOf, requiredKeysOf, rootNodes, type SchemaNode } from './schema-nodes.ts';

/** One option of a provider, as told to people. */
export interface OptionDescription {
  name: string;
  /** Whether every way of configuring the provider needs it. */
  required: boolean;
  /** A credential: belongs into an environment variable, never on a screen. */
  secret: boolean;
  /** The kinds of streams whose data it decides; `null` when the schema doesn't say. */
  decides: string[] | null;
  description: string | null;
  /** Absent when the option has none. */
  default?: unknown;
  /** The JSON type of its value: `string`, `integer`, …; `null` when it isn't one alone. */
  type: string | null;
}

/** The options of a provider's schema, in its order; those of all alternatives of a union. */
export function describeOptions(schema: ZodType): OptionDescription[] {
  const alternatives = rootNodes(schema);
  const names = new Set(alternatives.flatMap(propertiesOf).map(([name]) => name));
  return [...names].map((name) => {
    const nodes = alternatives.flatMap(propertiesOf).filter(([own]) => own === name);
    const [, node = {}] = nodes[0] ?? [];
    const decided = nodes.map(([, { decides }]) => decides).filter(Array.isArray);
    return {
      name,
      required:
        !('default' in node) &&
        alternatives.every((alternative) => requiredKeysOf(alternative).includes(name)),
      secret: nodes.some(([, { secret }]) => secret === true),
      decides: decided.length < nodes.length ? null : [...new Set(decided.flat().map(String))],
      description: node.description ?? null,
      ...('default' in node ? { default: node.default } : {}),
      type: typeOf(node),
    };
  });
}

function typeOf(node: SchemaNode): string | null {
  return typeof node.type === 'string' ? node.type : null;
}

import { parseArgs } from 'node:util';

/**
 * The package conditions under which the running Node resolves imports: its defaults, and those of
 * `--conditions` on its command line and in `NODE_OPTIONS`.
 */
export function nodeConditions(
  execArgv: readonly string[] = process.execArgv,
  nodeOptions: string = process.env.NODE_OPTIONS ?? '',
): string[] {
  const { values } = parseArgs({
    args: [...nodeOptions.split(/\s+/).filter((word) => word !== ''), ...execArgv],
    options: { conditions: { type: 'string', short: 'C', multiple: true } },
    strict: false,
  });
  const custom = (values.conditions ?? []).filter((name) => typeof name === 'string');
  return ['node', 'import', 'module-sync', ...custom];
}

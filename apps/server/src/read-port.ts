import { ConfigError } from '@cdr/core';

const mostPort = 65_535;

/** A port from the command line; 0 for any that is free. Throws `ConfigError`. */
export function readPort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= mostPort) return port;
  throw new ConfigError({ what: `"${text}" is no port`, todo: `Use a number, 0 to ${mostPort}` });
}

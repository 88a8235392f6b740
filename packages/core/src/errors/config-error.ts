import { CdrError, type ErrorDetails } from './cdr-error.ts';

/** The config, an option or an argument is wrong; the same input fails again. */
export class ConfigError extends CdrError {
  constructor(details: ErrorDetails) {
    super('config', false, details);
  }
}

import pino, { type DestinationStream, type Logger } from 'pino';
import { createMask } from './mask.ts';

/** How a server logs. */
export interface LoggerOptions {
  /** Lines of this level and above. Default `info`. */
  level?: 'debug' | 'info' | 'warn' | 'error';
  /** Whether what looks like a phone number is hidden. Default false. */
  hideNumbers?: boolean;
  /** Where lines go. Default: stderr. */
  destination?: DestinationStream;
}

/** One JSON object a line, without secrets, and with the id of the request that it is about. */
export function createLogger({
  level = 'info',
  hideNumbers = false,
  destination = pino.destination({ dest: 2, sync: false }),
}: LoggerOptions = {}): Logger {
  const mask = createMask({ numbers: hideNumbers });
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      // The mask takes errors apart.
      serializers: { err: (error: unknown) => error },
      formatters: {
        level: (label) => ({ level: label }),
        log: (line) => Object(mask(withoutInternals(line))),
      },
    },
    destination,
  );
}

/** The HTTP framework logs its own objects, of which little is of use. */
function withoutInternals({ req, res, ...line }: Record<string, unknown>): object {
  return {
    ...line,
    ...(req === undefined ? {} : { req: pick(req, ['method', 'url']) }),
    ...(res === undefined ? {} : { res: pick(res, ['statusCode']) }),
  };
}

function pick(from: unknown, names: readonly string[]): object {
  return typeof from === 'object' && from !== null
    ? Object.fromEntries(names.map((name) => [name, Reflect.get(from, name)]))
    : {};
}

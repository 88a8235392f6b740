import { expect, it } from 'vitest';
import { createLogger } from './create-logger.ts';

function open(options: { hideNumbers?: boolean } = {}) {
  const lines: unknown[] = [];
  const destination = { write: (line: string) => void lines.push(JSON.parse(line)) };
  return { lines, logger: createLogger({ ...options, destination }) };
}

it('writes one JSON object a line, without secrets', () => {
  const { lines, logger } = open();
  logger.child({ reqId: 'req-1' }).info({ headers: { authorization: 'Bearer x' } }, 'done');
  logger.debug('too much');
  expect(lines).toEqual([
    {
      level: 'info',
      time: expect.stringMatching(/^\d{4}-.*Z$/),
      reqId: 'req-1',
      headers: { authorization: '***' },
      msg: 'done',
    },
  ]);
});

it('tells of the objects of the HTTP framework only what is of use', () => {
  const { lines, logger } = open({ hideNumbers: true });
  const req = { method: 'GET', url: '/v1/calls?number=+48600100200', socket: { big: 1 } };
  logger.info({ req, res: { statusCode: 200, socket: {} } });
  expect(lines).toMatchObject([
    { req: { method: 'GET', url: '/v1/calls?number=***' }, res: { statusCode: 200 } },
  ]);
});

it('tells of errors where they were', () => {
  const { lines, logger } = open();
  logger.error({ err: new TypeError('quotes a secret') }, 'it failed');
  expect(lines).toMatchObject([{ level: 'error', msg: 'it failed', err: { type: 'TypeError' } }]);
  expect(JSON.stringify(lines)).not.toContain('quotes');
});

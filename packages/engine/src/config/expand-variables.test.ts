import { expect, test } from 'vitest';
import { expandVariables } from './expand-variables.ts';

const variables: Record<string, string> = { NAME: 'anna', HOST: 'localhost', EMPTY: '' };
const expand = (value: unknown) => expandVariables(value, (name) => variables[name]);

test('variables are put into texts at any depth, also several in one', () => {
  const { value, problems } = expand({
    options: { url: 'http://${HOST}/${NAME}', list: ['${NAME}', 5, null, true], none: '${EMPTY}' },
  });
  expect(problems).toEqual([]);
  expect(value).toEqual({
    options: { url: 'http://localhost/anna', list: ['anna', 5, null, true], none: '' },
  });
});

test('a doubled dollar stands for a literal one', () => {
  expect(expand({ a: '$${NAME} costs $5' }).value).toEqual({ a: '${NAME} costs $5' });
});

test('what a variable holds is not expanded again', () => {
  const { value } = expandVariables({ a: '${A}' }, () => '${B}');
  expect(value).toEqual({ a: '${B}' });
});

test('a missing variable is a problem that names it and its place', () => {
  const { problems } = expand({ sources: { warsaw: { options: { keys: ['${MISSING}'] } } } });
  expect(problems).toEqual([
    {
      path: ['sources', 'warsaw', 'options', 'keys', 0],
      message: expect.stringContaining('variable MISSING is not set'),
    },
  ]);
});

test.each(['${', 'a ${NAME', '${}', '${a b}'])('%j is a problem, not a literal', (text) => {
  const { problems } = expand({ text });
  expect(problems).toEqual([{ path: ['text'], message: expect.stringContaining('for a literal') }]);
});

import { expect, it } from 'vitest';
import { type AnswerList, editAnswer } from './edit-answer.ts';

const shape = { rows: 'result', total: 'count' };

it('changes rows and total and leaves the rest, number texts included', () => {
  const body = '{"count": 2, "page": "x", "result": [{"id": 1.10}, {"id": 2}]}';
  const edited = editAnswer(body, shape, ({ texts, total }) => ({
    texts: [...texts.slice(0, 1), 'null'],
    total: (total ?? 0) + 1,
  }));
  expect(edited).toBe('{"count":3,"page":"x","result":[{"id": 1.10},null]}');
});

it('changes a total inside another member, and nothing beside it', () => {
  const body = '{"data":[1],"meta":{"total":1,"more":[2]},"end":true}';
  const inside = { rows: 'data', total: 'meta.total' };
  const edit = ({ texts, total }: AnswerList) => ({ texts, total: (total ?? 0) + 1 });
  expect(editAnswer(body, inside, edit)).toBe(
    '{"data":[1],"meta":{"total":2,"more":[2]},"end":true}',
  );
});

it('changes answers that are the list', () => {
  const edit = ({ texts }: { texts: string[] }) => ({ texts: texts.toReversed(), total: null });
  expect(editAnswer('[1, 2.0]', { rows: null, total: null }, edit)).toBe('[2.0,1]');
});

it.each(['not JSON', '{"access_token":"x"}', '[1]', '{"result":{}}'])('leaves %s alone', (body) => {
  const refuse = () => {
    throw new Error('not to be called');
  };
  expect(editAnswer(body, shape, refuse)).toBe(body);
});

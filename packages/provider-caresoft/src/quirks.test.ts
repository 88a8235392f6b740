import { expect, it } from 'vitest';
import caresoft from './index.ts';
import { describeRefusal, readAnswer, readWait } from './read-answer.ts';

const settings = { source: 's', timeZone: 'Asia/Ho_Chi_Minh', country: 'VN', extensions: null };
const options = { baseUrl: 'https://x.test', domain: 'd', token: 't', zReading: 'wall' } as const;
const mapper = caresoft.createMapper(options, settings);
const row = {
  id: 425885,
  call_id: '20221104143655-LSKMQKWP-268',
  start_time: '2022-11-04 14:36:55',
  end_time: '2022-11-04 14:37:19',
  user_id: '63150156',
  agent_id: 1444,
  last_user_id: 63150156,
  call_type: 0,
  call_status: 'meetAgent',
  talk_time: '25:00:23',
  missed_reason: 'missed_agent_timeout',
};

it.each(['metAgent', 'meetAgent'])('takes %s for answered, without a missed reason', (status) => {
  const mapped = mapper({ ...row, call_status: status }, JSON.stringify(row));
  expect(mapped).toMatchObject({
    key: '425885',
    call: {
      startedAt: '2022-11-04T07:36:55.000Z',
      disposition: 'answered',
      missedReason: null,
      talkMs: 90_023_000,
      agents: [{ id: '63150156', extension: '1444' }],
    },
  });
});

it('knows the 404 that asks for a quarter of an hour from that of a wrong domain', () => {
  const stop =
    '{"code":"errors","message":"Domain incorrect too many times , retry after 15 minutes "}';
  expect(readWait(404, stop)).toBe(900_000);
  expect(describeRefusal(404, stop).todo).toContain('15 minutes');
  expect(readWait(404, '{"code":"errors","message":"Domain incorrect"}')).toBeNull();
  expect(describeRefusal(404, '{"message":"Domain incorrect"}').todo).toContain('Check domain');
});

it('takes an error with status 200 for an error, and the code in any case', () => {
  expect(() => readAnswer('{"code":"errors","numFound":0,"calls":[]}')).toThrow('error');
  expect(readAnswer('{"code":"ok","numFound":"0","calls":[]}').total).toBe(0);
});

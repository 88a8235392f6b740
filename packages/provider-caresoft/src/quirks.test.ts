import { toInstant } from '@cdr/core';
import { createTrial } from '@cdr/testkit';
import { expect, it } from 'vitest';
import { callAt } from './__fixtures__/calls.ts';
import caresoft from './index.ts';
import { describeRefusal, readAnswer, readWait } from './read-answer.ts';
import { createVendorApi, describeVendorApi } from './vendor-api.ts';

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

it.each([
  ['null', '{"code":"OK","numFound":7,"calls":null}'],
  ['no list', '{"code":"OK","numFound":7}'],
])('takes %s behind the last page for a page without calls, and holds to the total', (_, text) => {
  expect(readAnswer(text)).toEqual({ rows: [], texts: [], total: 7 });
});

it('takes nothing else for a page', () => {
  expect(() => readAnswer('{"code":"OK","numFound":7,"calls":"none"}')).toThrow('no list "calls"');
});

it.each(['null', 'missing'] as const)(
  'reads pages counted from 0 whole where a page without calls is %s',
  async (nothing) => {
    const now = Date.UTC(2024, 8, 1);
    const from = now - 40 * 86_400_000;
    const calls = Array.from({ length: 20 }, (_, index) =>
      callAt(toInstant(from + index * 3_600_000), { direction: 'outbound' }),
    );
    const trial = createTrial({
      provider: caresoft,
      streams: ['calls'],
      calls,
      now,
      createVendor: (source, clock) => ({
        options: describeVendorApi('https://caresoft.test').options,
        answer: createVendorApi(source, {
          now: () => clock.now(),
          firstPage: 0,
          pageCap: 7,
          nothing,
        }),
      }),
    });
    const { status } = await trial.sync({ from, to: from + 20 * 86_400_000 });
    expect(status).toBe('complete');
    expect(await trial.stored()).toHaveLength(calls.length);
  },
);

import { describe, expect, it } from 'vitest';
import provider from './index.ts';

const settings = { source: 'office', timeZone: 'Europe/Warsaw', country: 'PL', extensions: null };
const options = provider.options.parse({ token: 'secret' });
const row = { id: '17', started: '2024-05-01 11:08:07' };

function map(own: Record<string, unknown>) {
  return provider.createMapper(options, settings)(own, JSON.stringify(own));
}

describe('a row', () => {
  it('is a call', () => {
    const mapped = map({
      ...row,
      direction: 'in',
      result: 'answered',
      duration: 129,
      talk: 104,
      caller: '+48123456789',
      callee: '101',
      agent: { login: 'anna', name: 'Anna' },
    });
    expect(mapped).toMatchObject({
      ok: true,
      key: '17',
      call: {
        vendorId: '17',
        startedAt: '2024-05-01T09:08:07.000Z',
        direction: 'inbound',
        disposition: 'answered',
        missedReason: null,
        durationMs: 129_000,
        talkMs: 104_000,
        from: { number: '+48123456789' },
        to: { number: '101' },
        agents: [{ id: 'anna', name: 'Anna', login: 'anna', extension: null }],
      },
    });
  });

  it('may say next to nothing', () => {
    expect(map(row)).toMatchObject({
      call: { direction: 'unknown', disposition: 'unknown', durationMs: null, agents: [] },
    });
  });

  it.each([
    [{ ...row, id: '' }, 'id: empty'],
    [{ ...row, started: 'yesterday' }, 'started: no wall time'],
  ])('is rejected with its reason: %j', (own, reason) => {
    expect(map(own)).toEqual({ ok: false, reason });
  });
});

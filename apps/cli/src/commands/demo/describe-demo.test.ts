import { describe, expect, it } from 'vitest';
import type { DemoFigures } from './demo-figures.ts';
import { figuresTable } from './describe-demo.ts';

describe('figuresTable', () => {
  it('leaves out what a vendor does not tell, and shows a nought that it does', () => {
    const silent: DemoFigures = {
      metrics: { calls: 3, inboundCalls: 2, asr: 0.5, asa: null, talkSeconds: null },
      busiestHour: null,
    };
    const told: DemoFigures = {
      metrics: { calls: 3, inboundCalls: 2, asr: 0.5, asa: 61, talkSeconds: 0 },
      busiestHour: 9,
    };
    const lines = figuresTable(
      new Map([
        ['silent', silent],
        ['told', told],
      ]),
    ).split('\n');
    expect(
      lines
        .find((line) => line.startsWith('silent'))
        ?.trim()
        .split(/\s{2,}/),
    ).toEqual(['silent', ...['3', '2', '50.0 %', '0']]);
    expect(
      lines
        .find((line) => line.startsWith('told'))
        ?.trim()
        .split(/\s{2,}/),
    ).toEqual(['told', ...['3', '2', '50.0 %', '0', '0:01:01', '0 h', '9:00 to 10:00']]);
  });
});

import { expect, it } from 'vitest';
import { toEpochMs, toInstant } from './instant.ts';
import { startOfStep } from './start-of-step.ts';
import { zoneOf } from './zone.ts';

it.each([
  ['Europe/Warsaw', 60_000, '2026-01-01T10:20:59.999Z', '2026-01-01T10:20:00.000Z'],
  ['Asia/Kolkata', 3_600_000, '2026-01-01T10:20:00.000Z', '2026-01-01T09:30:00.000Z'],
  ['America/St_Johns', 86_400_000, '2026-01-01T10:20:00.000Z', '2026-01-01T03:30:00.000Z'],
  ['Africa/Monrovia', 60_000, '1970-06-01T00:00:00.000Z', '1970-05-31T23:59:30.000Z'],
  ['UTC', 1, '1969-12-31T23:59:59.999Z', '1969-12-31T23:59:59.999Z'],
])('finds where a step of the wall of %s began (%d ms)', (zoneId, stepMs, at, start) => {
  expect(toInstant(startOfStep(toEpochMs(at), stepMs, zoneOf(zoneId)))).toBe(start);
});

import { expect, test } from 'vitest';
import { expectedCycleMinutes } from '../../../shared/schedule.ts';

const at = (...minutes: readonly number[]): readonly string[] => minutes.map((minute) => new Date(Date.UTC(2026, 0, 1) + minute * 60_000).toISOString());

test.each([
  ['the schedule of the app', { enabled: true, everyMinutes: 240 }, at(0, 30, 60, 90), 240],
  ['a scheduler of the system, when the app does not run by itself', { enabled: false, everyMinutes: 30 }, at(0, 60, 120, 181, 240), 60],
  ['a scheduler where no app is', null, at(0, 15, 30, 46, 60), 15],
  ['a scheduler that missed a night', null, at(0, 30, 60, 700, 730, 760), 30],
  ['nobody: too few runs', null, at(0, 30, 60), null],
  ['nobody: a person starts runs at will', null, at(0, 3, 200, 1500, 1510, 9000), null],
  ['nobody: nothing ran', null, [], null],
])('%s says how often a sync is expected', (_who, schedule, starts, expected) => {
  expect(expectedCycleMinutes(schedule, starts)).toBe(expected);
});

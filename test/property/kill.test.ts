import { describe, expect, test } from 'vitest';
import { randomFrom, runInterrupted } from '../support/kill-runs.ts';

/** 60 in CI, 500 in `npm run test:soak` (CAUSEWAY_KILL_POINTS). */
const killPoints = Number(process.env['CAUSEWAY_KILL_POINTS'] ?? '60');
const people = 60;
const killsPerRun = 20;

describe('I4: no kill point loses or doubles a change', () => {
  test(`${killPoints} kills and lost answers at random points of the export`, { timeout: Math.max(600_000, killPoints * 20_000) }, async () => {
    const reference = await runInterrupted(people, null);
    expect(reference.exitCodes).toEqual([0, 0, 0]);
    expect(reference.writes[2]).toBe(0);
    let kills = 0;
    for (let seed = 1; kills < killPoints; seed += 1) {
      const interrupted = await runInterrupted(people, { random: randomFrom(seed), mostKills: Math.min(killsPerRun, killPoints - kills) });
      kills += interrupted.kills;
      expect({ seed, snapshots: interrupted.snapshots }).toEqual({ seed, snapshots: reference.snapshots });
      expect({ seed, afterwards: interrupted.writes[2] }).toEqual({ seed, afterwards: 0 });
      expect(interrupted.kills + interrupted.lost).toBeGreaterThan(0);
    }
    expect(kills).toBeGreaterThanOrEqual(killPoints);
  });
});

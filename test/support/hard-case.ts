import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunDocument } from '../../shared/run.ts';
import type { Scenario } from './scenario.ts';
import { play } from './scenario-stage.ts';

/** A hard case of real forests: a scenario that asserts on its own instead of by a golden transcript. */
export async function hardCase(scenario: Omit<Scenario, 'proves'>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'causeway-hard-'));
  try {
    await play({ proves: 'a hard case', ...scenario }, folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What a plan does: `update Kate Baker`, sorted. */
export function doings({ plan }: RunDocument): readonly string[] {
  return plan.changes.map(({ action, dn }) => `${action} ${/^CN=((?:\\.|[^,])*)/.exec(dn)?.[1] ?? dn}`).sort();
}

/** Open conflicts: `takenInTarget Kate Baker`, sorted. */
export function openConflicts({ conflicts }: RunDocument): readonly string[] {
  return conflicts.map(({ situation, dn }) => `${situation} ${/^CN=((?:\\.|[^,])*)/.exec(dn)?.[1] ?? dn}`).sort();
}

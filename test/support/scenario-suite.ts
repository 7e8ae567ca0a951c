import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Scenario } from './scenario.ts';
import { play } from './scenario-stage.ts';

const folderOfScenarios = resolve(import.meta.dirname, '../scenario');

/** Every folder below test/scenario, by name. */
function scenarioNames(): readonly string[] {
  return readdirSync(folderOfScenarios, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map((entry) => entry.name).sort();
}

/**
 * Declares a test for every `of`th scenario from `part` on: scenario.ts is played through the command line, golden.txt
 * is what must come of it. Test files run side by side, so that parts use all cores. UPDATE_GOLDEN=1 writes what came.
 */
export function scenarioSuite(part: number, of: number): void {
  const names = scenarioNames().filter((_, index) => index % of === part);
  describe('scenarios through the command line', () => {
    it.each(names)('%s', async (name) => {
      const { scenario } = (await import(join(folderOfScenarios, name, 'scenario.ts'))) as { readonly scenario: Scenario };
      const folder = mkdtempSync(join(tmpdir(), 'causeway-scenario-'));
      try {
        const transcript = await play(scenario, folder);
        const golden = join(folderOfScenarios, name, 'golden.txt');
        if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(golden, transcript);
        expect(transcript).toBe(existsSync(golden) ? readFileSync(golden, 'utf8') : '');
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    });
  });
}

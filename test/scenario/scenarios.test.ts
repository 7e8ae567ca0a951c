import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Scenario } from '../support/scenario.ts';
import { play } from '../support/scenario-stage.ts';

/** Every folder beside this file is a scenario: scenario.ts is played through the command line, golden.txt is what must come of it. */
const here = import.meta.dirname;
const names = readdirSync(here, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map((entry) => entry.name).sort();
const update = process.env['UPDATE_GOLDEN'] === '1';

describe('scenarios through the command line', () => {
  it.each(names)('%s', async (name) => {
    const { scenario } = (await import(join(here, name, 'scenario.ts'))) as { readonly scenario: Scenario };
    const folder = mkdtempSync(join(tmpdir(), 'causeway-scenario-'));
    try {
      const transcript = await play(scenario, folder);
      const golden = join(here, name, 'golden.txt');
      if (update) writeFileSync(golden, transcript);
      expect(transcript).toBe(existsSync(golden) ? readFileSync(golden, 'utf8') : '');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

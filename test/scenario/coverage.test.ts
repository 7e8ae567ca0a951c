import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { situations, situationTable, type Situation } from '../../shared/situation.ts';

/** The golden files together: what the scenarios have seen happen. */
const golden = readdirSync(import.meta.dirname, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => join(import.meta.dirname, entry.name, 'golden.txt'))
  .filter((path) => existsSync(path))
  .map((path) => readFileSync(path, 'utf8'))
  .join('\n');

function isSeen(situation: Situation): boolean {
  if (situation === 'confirmed') return / unchanged \d/.test(golden);
  return golden.includes(`(${situation})\n`) || golden.includes(`CONFLICT ${situation}`);
}

describe('the scenarios', () => {
  it('meet every situation of design section 6', () => {
    expect(situations.filter((situation) => !isSeen(situation))).toEqual([]);
  });

  it('decide every resolution that design section 6 offers', () => {
    const missing = situations.flatMap((situation) =>
      situationTable[situation].resolutions
        .filter((kind) => !new RegExp(`conflicts resolve <${situation} [^>]+> --as ${kind}\\b.*→ exit 0`).test(golden))
        .map((kind) => `${situation} × ${kind}`),
    );
    expect(missing).toEqual([]);
  });
});

import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { inScreenWords } from '../../../renderer/strings/profile-keys.ts';

test('what the connectors tell people to look at has a name in the screens', () => {
  const folder = resolve(import.meta.dirname, '../../../electron/connectors');
  const keys = new Set<string>();
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'))) {
    // Sentences only: a key after a word and a space.
    for (const [, key = ''] of readFileSync(join(folder, file), 'utf8').matchAll(/(?:Check|Set|set|Correct|and|in|or|that|to) ((?:source|target)\.[a-zA-Z]+(?:\.[a-zA-Z]+)*)/g)) keys.add(key);
  }
  expect(keys.size).toBeGreaterThan(8);
  // The screens do not offer these two.
  expect([...keys].filter((key) => inScreenWords(key) === key).sort()).toEqual(['source.baseDn', 'source.delta']);
});

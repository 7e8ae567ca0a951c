import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { mutations } from '../../../build/mutations/list.ts';

const root = resolve(import.meta.dirname, '../../..');

test('every mutation of npm run test:mutations still finds the one place that it breaks', () => {
  const lost = mutations.filter(({ file, find }) => readFileSync(join(root, file), 'utf8').split(find).length !== 2);
  expect(lost.map(({ invariant, breaks }) => `${invariant}: ${breaks}`)).toEqual([]);
});

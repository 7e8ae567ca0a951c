import { openStore } from '../../../electron/store/open.ts';
import type { SourceObject } from '../../../electron/sync/directory.ts';
import { adUser } from '../../support/staged.ts';

/**
 * A process of its own that stops for ever in the middle of staging a delta page: `objects` before the last object of the
 * page, `watermark` when all objects are staged and the watermark is asked for.
 */
const [, , folder = '', where = ''] = process.argv;
const store = openStore(folder);
const generation = store.source.begin('delta');

function stop(): void {
  process.stdout.write(`${where}\n`);
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}

function* objects(): Generator<SourceObject> {
  for (let number = 1; number <= 50; number += 1) yield adUser(number, `changed${number}`);
  if (where === 'objects') stop();
}

store.source.stage(generation, 'delta', {
  objects: { [Symbol.iterator]: objects } as unknown as readonly SourceObject[],
  deleted: [],
  get watermark() {
    if (where === 'watermark') stop();
    return 'after';
  },
});

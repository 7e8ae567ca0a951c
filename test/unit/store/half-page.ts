import { openStore } from '../../../electron/store/open.ts';
import { guid, object, page } from './source-objects.ts';

/** A process of its own that is in the middle of a page: the second half of the objects never comes. */
const store = openStore(process.argv[2] ?? '');
const generation = store.source.begin('delta');
const objects = {
  *[Symbol.iterator]() {
    for (let number = 1; number <= 5000; number += 1) yield object(number, { attributes: { displayName: [`half-written ${number}`] } });
    process.stdout.write('half\n');
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  },
};
store.source.stage(generation, 'delta', { ...page([], [guid(1)], 'half'), objects: objects as unknown as [] });

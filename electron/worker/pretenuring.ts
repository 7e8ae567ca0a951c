import { setFlagsFromString } from 'node:v8';

/**
 * Keeps V8 from allocating objects in its old generation because most objects that the same line of code made lived long
 * so far. The first pass of a synchronization keeps what it makes, the second does not: now and then the old guess fills
 * the old generation with garbage, and the run takes half as long again (build/bench/README.md). Counts for the whole
 * process, from now on. Electron's utility processes leave V8's flags open as Node.js does.
 */
export function stopPretenuring(): void {
  setFlagsFromString('--no-allocation-site-pretenuring');
}

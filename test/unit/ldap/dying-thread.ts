import { parentPort } from 'node:worker_threads';

/** A reading thread that begins, and dies as soon as a page is asked for. */
parentPort?.once('message', () => process.exit(7));
parentPort?.postMessage({ kind: 'reading' });

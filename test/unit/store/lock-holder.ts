import { lockDataFolder } from '../../../electron/store/lock.ts';

/** A process of its own that takes the lock, says so, and waits to be killed. */
const lock = lockDataFolder(process.argv[2] ?? '', 'run-of-the-child', new Date('2026-03-01T08:00:00Z'));
process.stdout.write('locked\n');
setInterval(() => lock, 1000);

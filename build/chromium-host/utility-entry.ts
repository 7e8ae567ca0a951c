/** Starts a worker bundle with the `process.parentPort` that Electron's utility processes have. */
import { EventEmitter } from 'node:events';
import { pathToFileURL } from 'node:url';

const [modulePath = '', ...args] = process.argv.slice(2);
const port = Object.assign(new EventEmitter(), {
  postMessage: (message: unknown): void => {
    if (process.connected) process.send?.(message);
  },
});
process.on('message', (data) => port.emit('message', { data }));
process.on('disconnect', () => process.exit(1));
Object.defineProperty(process, 'parentPort', { value: port });
process.argv = [process.execPath, modulePath, ...args];
await import(pathToFileURL(modulePath).href);

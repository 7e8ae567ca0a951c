/** Entry of a worker process of the desktop app: Electron's utility process, or its stand-in with the same `parentPort`. */
import { stopPretenuring } from '../pretenuring.ts';
import type { FromWorker, Port, ToWorker, WorkerStart } from '../protocol.ts';
import { createDesk } from './desk/desk.ts';
import { createEngine } from './engine/engine.ts';
import { serve, type Host, type Role } from './endpoint.ts';

/** https://www.electronjs.org/docs/latest/api/parent-port */
type ParentPort = { postMessage(message: unknown): void; on(event: 'message', listener: (event: { readonly data: unknown }) => void): unknown };

const parentPort = (process as unknown as { readonly parentPort?: ParentPort }).parentPort;
if (parentPort === undefined) throw new Error('this file is started by the desktop app, not by hand');

const port: Port<FromWorker, ToWorker> = {
  post: (message) => parentPort.postMessage(message),
  onMessage: (listener) => void parentPort.on('message', ({ data }) => listener(data as ToWorker)),
};

function createRole(start: WorkerStart, host: Host): Promise<Role> | Role {
  return start.role === 'desk' ? createDesk(start, host) : createEngine(start, host);
}

stopPretenuring();
serve(port, createRole, () => process.exit(0));

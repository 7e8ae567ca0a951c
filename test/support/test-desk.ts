import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createContext, type Desk } from '../../electron/worker/app/desk/context.ts';
import type { Host } from '../../electron/worker/app/endpoint.ts';
import { openShelf } from '../../electron/worker/app/shelf.ts';
import type { WorkerEventName } from '../../electron/worker/protocol.ts';
import { starterProfile } from '../../electron/worker/starter-profile.ts';

export type TestDesk = {
  readonly desk: Desk;
  readonly folder: string;
  readonly profileId: string;
  /** What the desk pushed, in order. */
  readonly events: readonly { readonly name: WorkerEventName; readonly value: unknown }[];
  close(): void;
};

/** A desk on a folder of its own, with one profile and no connection: real shelf, real stores, a host that only listens. */
export function openTestDesk(): TestDesk {
  const folder = mkdtempSync(join(tmpdir(), 'causeway-desk-'));
  const events: { readonly name: WorkerEventName; readonly value: unknown }[] = [];
  const host: Host = {
    ask: () => Promise.reject(new Error('this test has no shell to ask')),
    emit: (name, value) => void events.push({ name, value }),
    log: () => undefined,
  };
  const shelf = openShelf(folder);
  const { id } = shelf.put({ ...starterProfile, name: 'contoso' }, { kind: 'real' });
  const desk = createContext(folder, host, shelf, () => undefined);
  return {
    desk,
    folder,
    profileId: id,
    events,
    close() {
      desk.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

import { asProblem } from '../../../../shared/errors.ts';
import type { DeskState, WorkerStart } from '../../protocol.ts';
import type { Host, Role } from '../endpoint.ts';
import { openShelf } from '../shelf.ts';
import { configurationHandlers } from './configuration.ts';
import { conflictHandlers } from './conflicts.ts';
import { createContext, type Desk } from './context.ts';
import { directoryHandlers } from './directory.ts';
import { healthHandlers } from './health.ts';
import { objectHandlers } from './objects.ts';
import { planHandlers } from './plan.ts';
import { profileHandlers, sampleCompany } from './profiles.ts';
import { settingsHandlers } from './settings.ts';
import { setupHandlers, type Setup } from './setup/setup.ts';
import { statusOf } from './status.ts';

async function deskState(desk: Desk, setup: Setup): Promise<DeskState> {
  const activeProfileId = desk.shelf.activeId();
  const base = { profiles: desk.shelf.entries(), activeProfileId, setup: setup.state() };
  if (activeProfileId === null) return { ...base, status: null };
  try {
    return { ...base, status: statusOf(await desk.workspace(activeProfileId), desk.store(activeProfileId)) };
  } catch (error) {
    desk.host.log('error', `the status of ${activeProfileId} cannot be read: ${asProblem(error).message}`);
    return { ...base, status: null };
  }
}

/** The role that answers questions. A new noun is a file of handlers beside this one, and one line here. */
export async function createDesk({ folder }: WorkerStart, host: Host): Promise<Role> {
  const shelf = openShelf(folder);
  shelf.sweepSamples();
  const push = async (): Promise<void> => host.emit('desk', await deskState(desk, setup));
  const desk = createContext(folder, host, shelf, () => void push().then(() => settings.look()));
  const sample = sampleCompany(desk);
  const setup = setupHandlers(desk, sample);
  const directory = directoryHandlers(desk, setup);
  const health = healthHandlers(desk);
  const settings = settingsHandlers(desk);
  await push();
  settings.look();
  return {
    handlers: { ...profileHandlers(desk), ...planHandlers(desk), ...configurationHandlers(desk), ...conflictHandlers(desk), ...objectHandlers(desk), ...directory.handlers, ...health.handlers, ...settings.handlers, ...setup.handlers },
    async refresh() {
      await push();
      settings.look();
    },
    async stop() {
      desk.close();
      directory.stop();
      health.stop();
      settings.stop();
      await sample.stop();
    },
  };
}

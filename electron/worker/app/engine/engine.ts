import { userInfo } from 'node:os';
import { asProblem, Problem } from '../../../../shared/errors.ts';
import type { InputOf } from '../../../../shared/ipc/contract.ts';
import type { Progress } from '../../../../shared/run.ts';
import type { WorkerStart } from '../../protocol.ts';
import { refusalOf } from '../../refusal.ts';
import { newRunId, runOnce } from '../../run-once.ts';
import { systemClock } from '../../system.ts';
import { withLockedStore } from '../../with-store.ts';
import type { Host, Role } from '../endpoint.ts';
import { openAppWorkspace } from '../secrets-of.ts';
import { openShelf } from '../shelf.ts';

type Active = { readonly runId: string; readonly cancel: AbortController; readonly ended: Promise<void> };

const progressEveryMs = 100;

/** Lets a progress through at most every 100 ms; the first of a phase and the last always. */
function throttled(sink: (progress: Progress) => void): (progress: Progress) => void {
  let last = 0;
  let phase = '';
  return (progress) => {
    const now = Date.now();
    if (progress.phase === phase && progress.done !== progress.total && now - last < progressEveryMs) return;
    last = now;
    phase = progress.phase;
    sink(progress);
  };
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return 'unknown';
  }
}

/** The role that runs synchronizations: one at a time, for whichever profile. */
export function createEngine({ folder }: WorkerStart, host: Host): Role {
  const shelf = openShelf(folder);
  let active: Active | null = null;

  /** Resolves when the run is under way; the run itself goes on. */
  const start = async ({ profileId, profile, full, approve }: InputOf<'runs.start'>): Promise<{ readonly runId: string }> => {
    if (active !== null) throw new Problem('locked', `Run ${active.runId} is under way.`, 'Wait until it has ended, or cancel it.');
    const workspace = await openAppWorkspace(shelf.load(profileId), shelf.dataFolder(profileId), host);
    const runId = newRunId(systemClock.now());
    const cancel = new AbortController();
    const order = {
      runId,
      profile: workspace.loaded.profile.policies.stagingMode ? 'preview' : profile,
      full,
      approve,
      user: userName(),
      signIn: { openBrowser: async (url: string) => void (await host.ask('openSignInPage', { url })), showDeviceCode: (message: string) => host.emit('signIn.deviceCode', { message }) },
      progress: throttled((progress) => host.emit('run.progress', { runId, progress })),
      cancel: cancel.signal,
    } as const;
    return await new Promise((resolve, reject) => {
      let underWay = false;
      const ended = withLockedStore(workspace, order.profile, async (store) => {
        underWay = true;
        host.emit('run.started', { runId, profileId, profile: order.profile, startedAt: systemClock.now().toISOString() });
        resolve({ runId });
        await runOnce(workspace, store, order);
      })
        .then(
          () => host.emit('run.ended', { runId, profileId, problem: null }),
          (error: unknown) => {
            if (!underWay) return reject(asProblem(error));
            host.emit('run.ended', { runId, profileId, problem: refusalOf(error) });
          },
        )
        .finally(() => {
          active = null;
        });
      active = { runId, cancel, ended };
    });
  };

  return {
    handlers: {
      'runs.start': start,
      'runs.cancel': ({ runId }) => {
        if (active?.runId !== runId) throw new Problem('usage', `Run ${runId} is not under way.`, 'Look at the list of runs: it has ended.');
        active.cancel.abort();
        return null;
      },
    },
    refresh: () => undefined,
    async stop() {
      active?.cancel.abort();
      await active?.ended;
    },
  };
}

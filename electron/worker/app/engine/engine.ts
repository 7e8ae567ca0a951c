import { asProblem, Problem } from '../../../../shared/errors.ts';
import type { InputOf } from '../../../../shared/ipc/contract.ts';
import type { RunResult } from '../../../../shared/ipc/runs.ts';
import { isWholeRun, type Progress, type RunProfile } from '../../../../shared/run.ts';
import { openStore } from '../../../store/open.ts';
import { settingsOf } from '../../../sync/settings.ts';
import type { StagingStore } from '../../../sync/store.ts';
import type { WorkerStart } from '../../protocol.ts';
import { refusalOf } from '../../refusal.ts';
import { newRunId, runOnce } from '../../run-once.ts';
import { systemClock } from '../../system.ts';
import { userName } from '../../user-name.ts';
import { withLockedStore } from '../../with-store.ts';
import type { Host, Role } from '../endpoint.ts';
import { previewDecision } from '../desk/conflicts/consequence.ts';
import { demandPreviewInSetup, demandSeen } from '../previewed.ts';
import { openAppWorkspace } from '../secrets-of.ts';
import { openShelf } from '../shelf.ts';
import { lastRun } from './current-run.ts';
import { createLiveRun, type LiveRun } from './live-run.ts';
import { createPauseGate, type PauseGate } from './pause-gate.ts';
import { resultOf } from './recorded-run.ts';

/** What is to be run: everything, or one object. */
type Wanted = Omit<InputOf<'runs.start'>, 'profile'> & { readonly profile: RunProfile; readonly one?: { readonly object: string; readonly shown?: string } };

type Active = { readonly runId: string; readonly cancel: AbortController; readonly gate: PauseGate; readonly ended: Promise<void> };

const progressEveryMs = 100;
const updateEveryMs = 100;

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

/** What is known of a run that broke off before, or instead of, ending properly. */
function brokenOff(error: unknown): RunResult {
  const { kind, message, fix } = asProblem(error);
  return { outcome: 'failed', endedAt: systemClock.now().toISOString(), planId: null, error: { kind, message, fix }, exported: null, conflicts: 0, heldByProtection: 0, protectionTexts: [], approval: null };
}

/** The role that runs synchronizations: one at a time, for whichever profile. */
export function createEngine({ folder }: WorkerStart, host: Host): Role {
  const shelf = openShelf(folder);
  let active: Active | null = null;
  /** The run that is under way, or the last one of this process. */
  let watched: LiveRun | null = null;

  /** Pushes what is new in the view, and each change of state to the frame. */
  const publish = (live: LiveRun): { stop(): void } => {
    let told = live.state();
    const push = (): void => {
      const update = live.update();
      if (update === null) return;
      if (update.state !== told && update.state !== 'ended' && update.state !== 'interrupted') host.emit('run.state', { runId: live.runId, state: update.state });
      told = update.state;
      host.emit('run.update', update);
    };
    const timer = setInterval(push, updateEveryMs);
    push();
    return {
      stop() {
        clearInterval(timer);
        push();
      },
    };
  };

  /** Resolves when the run is under way; the run itself goes on. */
  const start = async ({ profileId, profile, full, approve, scheduled, one }: Wanted): Promise<{ readonly runId: string }> => {
    if (active !== null) throw new Problem('locked', `Run ${active.runId} is under way.`, 'Wait until it has ended, or cancel it.');
    const workspace = await openAppWorkspace(shelf.load(profileId), shelf.dataFolder(profileId), host);
    const { policies, target } = workspace.loaded.profile;
    const runId = newRunId(systemClock.now());
    const cancel = new AbortController();
    const gate = createPauseGate();
    const kind = policies.stagingMode ? (isWholeRun(profile) ? 'preview' : 'previewObject') : profile;
    const signIn = { openBrowser: async (url: string) => void (await host.ask('openSignInPage', { url })), showDeviceCode: (message: string) => host.emit('signIn.deviceCode', { message }) };

    const watchedRun = async (store: StagingStore): Promise<void> => {
      const live = createLiveRun({ runId, profileId, profile: kind, full, quotaPerSecond: target.quota.writes / target.quota.perSeconds, clock: systemClock, staged: () => store.source.count() });
      watched = live;
      host.emit('run.started', { runId, profileId, profile: kind, startedAt: systemClock.now().toISOString() });
      const publishing = publish(live);
      const pushProgress = throttled((progress) => host.emit('run.progress', { runId, progress }));
      const progress = (value: Progress): void => {
        live.progress(value);
        pushProgress(value);
      };
      try {
        const record = await runOnce(workspace, store, { runId, profile: kind, ...one, full, approve, user: userName(), signIn, progress, cancel: cancel.signal, observe: live.observe, gate });
        live.end(resultOf(record, store, approve));
      } catch (error) {
        live.end(brokenOff(error));
        throw error;
      } finally {
        publishing.stop();
      }
    };

    return await new Promise((resolve, reject) => {
      let underWay = false;
      const ended = withLockedStore(workspace, kind, async (store) => {
        if (kind === 'sync' || kind === 'object') demandPreviewInSetup(profileId, folder, shelf, store.runs);
        if (kind === 'sync') demandSeen(workspace, scheduled === true);
        underWay = true;
        const running = watchedRun(store);
        resolve({ runId });
        await running;
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
      active = { runId, cancel, gate, ended };
    });
  };

  /** The run that is under way and its view; refuses when it is another one or none. */
  const demand = (runId: string): Active => {
    if (active?.runId !== runId) throw new Problem('usage', `Run ${runId} is not under way.`, 'Look at the list of runs: it has ended.');
    return active;
  };

  return {
    handlers: {
      'runs.start': start,
      'runs.startObject': ({ profileId, object, shown }) => start({ profileId, profile: shown === null ? 'previewObject' : 'object', full: false, approve: null, one: { object, ...(shown === null ? {} : { shown }) } }),
      'runs.cancel': ({ runId }) => {
        const { cancel } = demand(runId);
        watched?.ask('cancel');
        cancel.abort();
        return null;
      },
      'runs.pause': ({ runId }) => {
        demand(runId).gate.close();
        watched?.ask('pause');
        return null;
      },
      'runs.resume': ({ runId }) => {
        demand(runId).gate.open();
        watched?.ask('resume');
        return null;
      },
      'conflicts.preview': (input) => {
        if (active !== null) throw new Problem('locked', `Run ${active.runId} is under way: what a decision would do is computed on what it finds.`, 'Wait until it has ended.');
        const store = openStore(shelf.dataFolder(input.profileId));
        try {
          return previewDecision(input, store, settingsOf(shelf.load(input.profileId).profile));
        } finally {
          store.close();
        }
      },
      'runs.current': ({ profileId }) => (active !== null && watched?.profileId === profileId ? watched.view() : lastRun(shelf, profileId, watched)),
    },
    refresh: () => undefined,
    async stop() {
      active?.cancel.abort();
      active?.gate.open();
      await active?.ended;
    },
  };
}

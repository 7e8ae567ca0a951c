import type { AppState, ProfileStatus, RunActivity } from '../../shared/ipc/state.ts';
import { relativeTime } from '../components/relative-time.ts';
import { commonStrings } from '../strings/common.ts';
import { frameStrings } from '../strings/frame.ts';

const { pill } = frameStrings;

export type Pill = { readonly tone: 'success' | 'warning' | 'danger' | 'brand' | 'neutral'; readonly text: string };

function running(run: RunActivity): Pill {
  if (run.state === 'cancelling') return { tone: 'brand', text: pill.cancelling };
  if (run.state === 'paused' || run.state === 'pausing') return { tone: 'warning', text: pill.paused };
  if (run.progress === null) return { tone: 'brand', text: pill.running(commonStrings.phases.connect) };
  const { phase, done, total } = run.progress;
  const count = total === null ? done.toLocaleString('en') : `${done.toLocaleString('en')} of ${total.toLocaleString('en')}`;
  return { tone: 'brand', text: pill.running(`${commonStrings.phases[phase]} ${count}`) };
}

function standing(status: ProfileStatus, now: number): Pill {
  const { lastRun } = status;
  if (lastRun === null) return { tone: 'neutral', text: pill.never };
  const ago = relativeTime(lastRun.endedAt ?? lastRun.startedAt, now);
  switch (lastRun.outcome) {
    case 'failed':
    case null:
      return { tone: 'danger', text: pill.failed(ago) };
    case 'cancelled':
      return { tone: 'warning', text: pill.cancelled(ago) };
    case 'protected':
      return { tone: 'warning', text: pill.held(status.heldByProtection) };
    case 'completedWithErrors':
      return { tone: 'warning', text: lastRun.unread > 0 ? pill.unread(ago) : pill.errors(ago) };
    case 'completedWithConflicts':
    case 'success':
      if (status.synchronizedByOther) return { tone: 'warning', text: pill.otherTool };
      if (lastRun.profile === 'preview' && status.lastSuccessAt === null) return { tone: 'neutral', text: pill.previewed(ago) };
      return status.openConflicts > 0 ? { tone: 'warning', text: pill.conflicts(status.openConflicts, ago) } : { tone: 'success', text: pill.inSync(ago) };
  }
}

/** The state in one short sentence, with its tone. */
export function pillOf(app: AppState | null, now: number): Pill {
  if (app === null || app.activeProfileId === null || app.status === null) return { tone: 'neutral', text: pill.noProfile };
  if (app.worker === 'restarting') return { tone: 'warning', text: pill.restarting };
  if (app.run !== null) return running(app.run);
  return standing(app.status, now);
}

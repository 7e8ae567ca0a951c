import { Notification } from 'electron';
import type { AppState } from '../../shared/ipc/state.ts';
import { readAppSettings } from '../worker/app-settings-file.ts';
import { send } from './send.ts';
import type { ShellState } from './state.ts';
import type { Windows } from './window.ts';

type Notice = { readonly title: string; readonly body: string; readonly screen: string };

/** What is worth a notification when the state changes: a run that failed, something held, an alert. */
export function noticeOf(before: AppState, now: AppState): Notice | null {
  const profile = now.profiles.find(({ id }) => id === now.activeProfileId)?.name ?? 'Causeway';
  const [was, is] = [before.status, now.status];
  if (is === null || was === null || before.activeProfileId !== now.activeProfileId) return null;
  if (is.lastRun?.id !== was.lastRun?.id && is.lastRun?.outcome === 'failed') return { title: `${profile}: the run failed`, body: 'Open Causeway to see why and what to do.', screen: 'health' };
  if (is.heldByProtection > was.heldByProtection) return { title: `${profile}: ${is.heldByProtection} changes are held`, body: 'More than the limit would be deleted, disabled or removed. They wait for your approval.', screen: 'plan' };
  if (is.alerts > was.alerts && is.worstAlert === 'error') return { title: `${profile}: something needs attention`, body: 'Open Health to see the alert.', screen: 'health' };
  return null;
}

export function startNotifications({ root, windows, state }: { readonly root: string; readonly windows: Windows; readonly state: ShellState }): void {
  let before = state.get();
  state.onChange((now) => {
    const notice = noticeOf(before, now);
    before = now;
    if (notice === null || !Notification.isSupported() || !readAppSettings(root).settings.notifications.desktop.enabled) return;
    const notification = new Notification({ title: notice.title, body: notice.body });
    notification.on('click', () => {
      windows.show();
      send(windows.current(), 'navigate', { screen: notice.screen });
    });
    notification.show();
  });
}

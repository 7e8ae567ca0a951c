import { InputProblem } from '../../../../shared/errors.ts';
import type { SettingsState } from '../../../../shared/ipc/settings.ts';
import { lastWholeRun } from '../../../sync/last-run.ts';
import { changeAppSettings, readAppSettings } from '../../app-settings-file.ts';
import type { Notice } from '../../notify/notice.ts';
import { createNotifier } from '../../notify/notifier.ts';
import { sendMail, sendWebhook } from '../../notify/send.ts';
import { systemClock } from '../../system.ts';
import type { Handlers } from '../endpoint.ts';
import type { Desk } from './context.ts';
import { refuseWhileInSetup } from './setup/draft-file.ts';
import { openCount } from './conflicts/review.ts';
import { heldCount } from './plan/overview.ts';
import { writeExport } from './plan/export-file.ts';
import { lockDataFolder } from '../../../store/lock.ts';

const lookEveryMs = 60_000;

function testNotice(): Notice {
  return { topic: 'alerts', kind: 'raised', severity: 'info', profile: 'Causeway', title: 'Causeway: a test message', text: 'Notifications of Causeway arrive here.', fix: 'Nothing to do.', at: systemClock.now().toISOString() };
}

/** The noun `settings`: what the app does by itself, and the profiles on the shelf. Sends the notifications, for it has the secrets and outlives the window. */
export function settingsHandlers(desk: Desk): { readonly handlers: Handlers; look(): void; stop(): void } {
  const { folder, shelf, host } = desk;
  const notifier = createNotifier({ root: folder, secretsNamed: (names) => host.ask('secrets', { names }), log: (level, text) => host.log(level, text) });
  let broken: string | null = null;

  const state = async (): Promise<SettingsState> => {
    const read = readAppSettings(folder);
    broken = read.broken ?? broken;
    const { webhook, smtpPassword } = await notifier.secrets();
    return { settings: read.settings, broken, stored: { webhook: webhook !== null, smtp: smtpPassword !== null }, failures: notifier.failures() };
  };
  /** Nothing of a profile may be moved or removed under a run. */
  const whileIdle = <T>(profileId: string, what: string, work: () => T): T => {
    const lock = lockDataFolder(shelf.dataFolder(profileId), what);
    try {
      return work();
    } finally {
      lock.release();
    }
  };
  const look = (): void => {
    const profileId = shelf.activeId();
    if (profileId === null) return;
    try {
      const store = desk.store(profileId);
      const lastRun = lastWholeRun(store.runs);
      const plan = lastRun?.outcome === 'protected' && lastRun.planId !== null ? store.plans.get(lastRun.planId) : null;
      void notifier.look({ profile: shelf.load(profileId).profile.name, lastRun, conflicts: openCount(store), held: plan === null ? 0 : heldCount(plan), open: store.alerts.open(), resolved: store.alerts.resolved(100), at: systemClock.now().toISOString() }, profileId);
    } catch (error) {
      host.log('warning', `notifications of ${profileId}: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  const timer = setInterval(look, lookEveryMs);

  return {
    look,
    stop: () => clearInterval(timer),
    handlers: {
      'settings.read': state,
      'settings.save': async ({ change }) => {
        changeAppSettings(folder, change);
        desk.changed();
        return await state();
      },
      'settings.test': async ({ channel, notifications }) => {
        const { webhook, smtpPassword } = await notifier.secrets();
        return { text: channel === 'webhook' ? await sendWebhook(testNotice(), webhook) : await sendMail(testNotice(), notifications.smtp, smtpPassword) };
      },
      'settings.places': ({ profileId }) => {
        const store = desk.store(profileId);
        return { profile: shelf.load(profileId).path, dataFolder: shelf.dataFolder(profileId), plans: store.runs.list(500).length, resolutions: store.resolutions.all().length };
      },
      'settings.rename': ({ profileId, name }) => {
        refuseWhileInSetup(folder, profileId);
        const { input, profile } = shelf.load(profileId);
        if (name === profile.name) return null;
        const kind = shelf.entries().find(({ id }) => id === profileId)?.kind ?? 'real';
        shelf.rename(profileId, name, { kind, input, idle: (work) => whileIdle(profileId, 'renaming the profile', () => { desk.closeStore(profileId); work(); }) });
        desk.changed();
        return null;
      },
      'settings.remove': ({ profileId, confirm, withData }) => {
        refuseWhileInSetup(folder, profileId);
        const { name } = shelf.load(profileId).profile;
        if (confirm !== name) throw new InputProblem('confirm', `“${confirm}” is not the name of this profile.`, `Type ${name} to remove it.`);
        whileIdle(profileId, 'removing the profile', () => desk.closeStore(profileId));
        shelf.remove(profileId, withData);
        desk.changed();
        return null;
      },
      'settings.export': async ({ profileId, path }) => {
        const { input } = shelf.load(profileId);
        await writeExport({ path, format: 'json', head: `${JSON.stringify(input, null, 2)}\n`, foot: '', text: () => '', items: [], cancelled: () => false, progress: () => undefined });
        return { path };
      },
    },
  };
}

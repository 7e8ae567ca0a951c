import type { Progress, RunOutcome, RunProfile } from '../run.ts';

export const themeChoices = ['system', 'light', 'dark'] as const;
export type ThemeChoice = (typeof themeChoices)[number];

/** A profile on the shelf of the app: one AD forest to one tenant. */
export type ProfileEntry = {
  /** Stable; names the profile file. */
  readonly id: string;
  readonly name: string;
  /** The embedded sample company lives as long as the app runs. */
  readonly kind: 'real' | 'sample';
  /** `corp.contoso.com` */
  readonly sourceName: string;
  /** Tenant id or name. */
  readonly targetName: string;
  readonly stagingMode: boolean;
};

/** The run that is under way. */
export type RunActivity = {
  readonly runId: string;
  readonly profileId: string;
  readonly profile: RunProfile;
  readonly startedAt: string;
  readonly state: 'running' | 'pausing' | 'paused' | 'cancelling';
  readonly progress: Progress | null;
};

/**
 * Whether the profile was changed since its plan was seen. `unseen`: nobody has looked at what the change does, and
 * nothing is written. `shown`: it was previewed; a person starts the first sync with it, then the schedule goes on.
 */
export type ChangedProfile = 'no' | 'unseen' | 'shown';

/** Where the active profile stands: what the state pill, the tray and the badges show. */
export type ProfileStatus = {
  readonly lastRun: { readonly id: string; readonly profile: RunProfile; readonly outcome: RunOutcome | null; readonly startedAt: string; readonly endedAt: string | null; /** Sources of several that could not be read. */ readonly unread: number } | null;
  /** The last run that wrote, or found nothing to write. */
  readonly lastSuccessAt: string | null;
  readonly openConflicts: number;
  /** Changes that protection holds and nobody released yet. */
  readonly heldByProtection: number;
  readonly alerts: number;
  readonly worstAlert: 'warning' | 'error' | null;
  /** Entra Connect or Cloud Sync still synchronizes the tenant: nothing is written. */
  readonly synchronizedByOther: boolean;
  readonly changed: ChangedProfile;
};

/** Everything the frame shows; pushed with every change (`state` event), read with `app.state`. */
export type AppState = {
  /** The desk has told which profiles there are, and whether a setup is under way; it starts beside the window. */
  readonly loaded: boolean;
  readonly theme: ThemeChoice;
  readonly profiles: readonly ProfileEntry[];
  readonly activeProfileId: string | null;
  /** Setup that was begun and not finished. */
  readonly setup: { readonly step: string } | null;
  readonly run: RunActivity | null;
  readonly status: ProfileStatus | null;
  /** ISO 8601; null when nothing is scheduled. */
  readonly nextRunAt: string | null;
  /** Set while the worker process is being started again after a crash. */
  readonly worker: 'ready' | 'starting' | 'restarting';
};

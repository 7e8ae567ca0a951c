import { complete, type Call } from './call.ts';
import type { RunProfile } from '../run.ts';

export type RunCalls = {
  /** Starts a run of the active profile; answers as soon as it is under way. Refused (`locked`) while another one runs. */
  'runs.start': Call<{ readonly profileId: string; readonly profile: RunProfile; readonly full: boolean; readonly approve: string | null }, { readonly runId: string }>;
  /** Finishes what is in flight, then stops. */
  'runs.cancel': Call<{ readonly runId: string }, null>;
};

export const runCalls = complete<RunCalls>()(['runs.start', 'runs.cancel']);

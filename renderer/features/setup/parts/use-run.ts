import { useCallback, useEffect, useState } from 'react';
import type { Refusal } from '../../../../shared/ipc/call.ts';
import type { RunView } from '../../../../shared/ipc/runs.ts';
import type { WholeRun } from '../../../../shared/run.ts';
import { call, refusalFrom } from '../../../api.ts';
import { useAppStore } from '../../../frame/app-store.ts';
import { useEvent } from '../../../hooks/use-event.ts';

export type SetupRun = {
  readonly running: boolean;
  /** The newest run of the profile, ended or not; null while it never ran. */
  readonly view: RunView | null;
  readonly refusal: Refusal | null;
  start(profile: WholeRun, prepare: () => Promise<string>): Promise<void>;
};

/** A run of the profile that is being set up: started here, or found under way after a restart. */
export function useRun(profileId: string | null): SetupRun {
  const active = useAppStore(({ app }) => app?.run ?? null);
  const [starting, setStarting] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [view, setView] = useState<RunView | null>(null);
  const look = useCallback((id: string) => {
    call('runs.current', { profileId: id }).then(setView, (error: unknown) => setRefusal(refusalFrom(error)));
  }, []);
  useEffect(() => {
    if (profileId !== null) look(profileId);
  }, [profileId, look, active?.runId]);
  useEvent('run.ended', (event) => {
    setRefusal(event.problem);
    look(event.profileId);
  });
  return {
    running: starting || active !== null,
    view,
    refusal,
    async start(profile, prepare) {
      setStarting(true);
      setRefusal(null);
      try {
        await call('runs.start', { profileId: await prepare(), profile, full: false, approve: null });
      } catch (error) {
        setRefusal(refusalFrom(error));
      } finally {
        setStarting(false);
      }
    },
  };
}

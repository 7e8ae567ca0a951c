import { Toast, ToastBody, ToastTitle, useToastController } from '@fluentui/react-components';
import { useCallback } from 'react';
import type { WholeRun } from '../../shared/run.ts';
import { call, refusalFrom } from '../api.ts';
import { openScreen } from './navigation.ts';
import { toasterId } from './toasts.ts';

/** Tells why something could not be done, until the message is closed. */
export function useReport(): (error: unknown) => void {
  const { dispatchToast } = useToastController(toasterId);
  return useCallback(
    (error: unknown): void => {
      const { message, fix } = refusalFrom(error);
      dispatchToast(<Toast><ToastTitle>{message}</ToastTitle><ToastBody>{fix}</ToastBody></Toast>, { intent: 'error', timeout: -1 });
    },
    [dispatchToast],
  );
}

/** Starts a run of the profile and shows it; or tells why it cannot start. */
export function useStartRun(profileId: string): (profile: WholeRun, full?: boolean) => void {
  const report = useReport();
  return useCallback(
    (profile: WholeRun, full = false): void => {
      call('runs.start', { profileId, profile, full, approve: null }).then(({ runId }) => openScreen('runs', { run: runId }), report);
    },
    [profileId, report],
  );
}

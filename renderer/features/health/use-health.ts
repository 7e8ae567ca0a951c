import { useEffect } from 'react';
import { useAppStore } from '../../frame/app-store.ts';
import { useCall, type CallState } from '../../hooks/use-call.ts';
import type { HealthOverview } from '../../../shared/ipc/health.ts';

/** Health of a profile, asked again after every run and when an alert comes or goes. */
export function useHealth(profileId: string): { readonly answer: CallState<HealthOverview> & { readonly reload: () => void }; readonly runsTurn: string } {
  const status = useAppStore(({ app }) => app?.status ?? null);
  const runsTurn = `${status?.lastRun?.id ?? ''} ${status?.lastRun?.endedAt ?? ''}`;
  const answer = useCall('health.overview', { profileId });
  const { reload } = answer;
  useEffect(reload, [runsTurn, status?.alerts, reload]);
  return { answer, runsTurn };
}

import { Page } from '../../components/page.tsx';
import { useActiveProfile } from '../../frame/app-store.ts';
import { call } from '../../api.ts';
import { runStrings } from '../../strings/runs.ts';
import { RunView } from './run-view.tsx';

/** The run that is under way, or the last one. */
export function RunsScreen() {
  const profile = useActiveProfile();
  if (profile === null) return null;
  const runAgain = (): void => void call('runs.start', { profileId: profile.id, profile: 'sync', full: false, approve: null }).catch(() => undefined);
  return (
    <Page title={runStrings.title} fixed>
      <RunView profileId={profile.id} onRunAgain={runAgain} />
    </Page>
  );
}

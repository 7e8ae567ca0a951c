import { Button } from '@fluentui/react-components';
import { HistoryRegular } from '@fluentui/react-icons';
import { EmptyState } from '../../components/empty-state.tsx';
import { Page } from '../../components/page.tsx';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { useActiveProfile, useAppStore } from '../../frame/app-store.ts';
import { openScreen, useNavigation } from '../../frame/navigation.ts';
import { useReport } from '../../frame/start-run.tsx';
import { call } from '../../api.ts';
import { useCall } from '../../hooks/use-call.ts';
import { OtherToolBanner } from '../home/other-tool-banner.tsx';
import { runStrings } from '../../strings/runs.ts';
import { RecordedRun, RunView } from './run-view.tsx';

function EarlierRun({ profileId, runId }: { readonly profileId: string; readonly runId: string }) {
  const answer = useCall('health.run', { profileId, runId });
  if (answer.state === 'failed') return <ProblemPanel refusal={answer.refusal} onRetry={answer.reload} />;
  if (answer.state === 'loading') return null;
  return answer.value === null ? <EmptyState icon={HistoryRegular} title={runStrings.earlier.gone} text={runStrings.earlier.goneText} /> : <RecordedRun view={answer.value} />;
}

/** The run that is under way, or the last one; an earlier one with the parameter `run`. */
export function RunsScreen() {
  const profile = useActiveProfile();
  const { parameters } = useNavigation();
  const newest = useAppStore(({ app }) => app?.run?.runId ?? app?.status?.lastRun?.id ?? null);
  const report = useReport();
  if (profile === null) return null;
  const asked = parameters['run'] ?? null;
  const earlier = asked !== null && newest !== null && asked < newest ? asked : null;
  const runAgain = (): void => void call('runs.start', { profileId: profile.id, profile: 'sync', full: false, approve: null }).catch(report);
  const history = <Button icon={<HistoryRegular />} onClick={() => openScreen('health', { tab: 'history' })}>{runStrings.earlier.history}</Button>;
  const actions = earlier === null ? history : (
    <>
      <Button onClick={() => openScreen('runs')}>{runStrings.earlier.newest}</Button>
      {history}
    </>
  );
  return (
    <Page title={runStrings.title} actions={actions} fixed>
      <OtherToolBanner />
      {earlier === null ? <RunView profileId={profile.id} onRunAgain={runAgain} /> : <EarlierRun key={earlier} profileId={profile.id} runId={earlier} />}
    </Page>
  );
}

import { Button, makeStyles, Skeleton, SkeletonItem, tokens } from '@fluentui/react-components';
import { AppsListDetailRegular, ArchiveRegular, CheckmarkCircleRegular } from '@fluentui/react-icons';
import { useEffect } from 'react';
import { create } from 'zustand';
import type { PlanOverview } from '../../../shared/ipc/plan.ts';
import type { ProfileEntry } from '../../../shared/ipc/state.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { Page } from '../../components/page.tsx';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { TimeAgo } from '../../components/time-ago.tsx';
import { useActiveProfile, useAppStore } from '../../frame/app-store.ts';
import { useNavigation } from '../../frame/navigation.ts';
import { useStartRun } from '../../frame/start-run.tsx';
import { useCall } from '../../hooks/use-call.ts';
import { planStrings } from '../../strings/plan.ts';
import { ExportMenu } from './export-menu.tsx';
import { LeftOut } from './left-out.tsx';
import { queryOfParameters, wholePlan, type PlanQuery } from './plan-filter.ts';
import { PlanReview } from './plan-review.tsx';
import { stateOf, unchangedOf, writesNothing } from './plan-state.ts';

/** The query outlives the screen: whoever looks at a conflict and comes back finds the table as it was. */
const usePlanStore = create<{ readonly query: PlanQuery; readonly planId: string | null; readonly turn: number }>(() => ({ query: wholePlan, planId: null, turn: -1 }));

const useStyles = makeStyles({
  waiting: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  state: { display: 'inline-flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

function Content({ profile, overview, query, onQuery }: { readonly profile: ProfileEntry; readonly overview: PlanOverview; readonly query: PlanQuery; readonly onQuery: (query: PlanQuery) => void }) {
  const { empty } = planStrings;
  if (!overview.changesKept) return <EmptyState icon={ArchiveRegular} title={empty.goneTitle} text={empty.goneText} action={<Button onClick={() => usePlanStore.setState({ planId: null })}>{planStrings.state.newest}</Button>} />;
  if (writesNothing(overview.plan)) return <EmptyState icon={CheckmarkCircleRegular} title={empty.nothingTitle} text={empty.nothingText(unchangedOf(overview.plan))} />;
  return <PlanReview profileId={profile.id} overview={overview} query={query} onQuery={onQuery} />;
}

function Screen({ profile }: { readonly profile: ProfileEntry }) {
  const styles = useStyles();
  const { parameters, turn } = useNavigation();
  const lastRun = useAppStore(({ app }) => app?.status?.lastRun ?? null);
  const store = usePlanStore();
  const start = useStartRun(profile.id);
  const answer = useCall('plan.summary', { profileId: profile.id, planId: store.planId });
  const { reload } = answer;
  useEffect(() => {
    if (usePlanStore.getState().turn === turn) return;
    const opened = Object.keys(parameters).length > 0;
    usePlanStore.setState((before) => ({ turn, planId: parameters['plan'] ?? null, query: opened ? queryOfParameters(parameters) : before.query }));
  }, [turn, parameters]);
  useEffect(reload, [lastRun?.id, lastRun?.endedAt, reload]);

  const overview = answer.state === 'ready' ? answer.value : null;
  const subtitle =
    overview === null ? undefined : (
      <span className={styles.state}>
        <span>{stateOf(overview)}</span>
        <span>
          {planStrings.state.computed} <TimeAgo at={overview.createdAt} />
        </span>
        {overview.newest ? null : (
          <Button size="small" appearance="transparent" onClick={() => usePlanStore.setState({ planId: null })}>
            {planStrings.state.newest}
          </Button>
        )}
      </span>
    );
  const actions =
    overview === null ? undefined : (
      <>
        <LeftOut profileId={profile.id} plan={overview.plan} />
        <ExportMenu profileId={profile.id} planId={overview.plan.id} query={store.query} disabled={!overview.changesKept || writesNothing(overview.plan)} />
      </>
    );
  return (
    <Page title={planStrings.title} subtitle={subtitle} actions={actions} fixed>
      {answer.state === 'failed' ? <ProblemPanel refusal={answer.refusal} onRetry={reload} /> : null}
      {answer.state === 'loading' ? (
        <Skeleton className={styles.waiting} aria-label={planStrings.table.loading}>
          {[74, 32, 320].map((height) => (
            <SkeletonItem key={height} style={{ height }} />
          ))}
        </Skeleton>
      ) : null}
      {answer.state === 'ready' && overview === null ? (
        <EmptyState icon={AppsListDetailRegular} title={planStrings.empty.firstTitle} text={planStrings.empty.firstText} action={<Button appearance="primary" onClick={() => start('preview')}>{planStrings.empty.firstAction}</Button>} />
      ) : null}
      {overview === null ? null : <Content profile={profile} overview={overview} query={store.query} onQuery={(query) => usePlanStore.setState({ query })} />}
    </Page>
  );
}

/** Every planned change, object by object. Parameters: `plan`, `tile`, `hold`, `text`, `action`. */
export function PlanScreen() {
  const profile = useActiveProfile();
  return profile === null ? null : <Screen key={profile.id} profile={profile} />;
}

import { Button, makeStyles, Skeleton, SkeletonItem, Subtitle2, Tab, TabList, tokens } from '@fluentui/react-components';
import { ArrowSyncRegular, DismissRegular, PauseRegular, PlayRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { RunView as Run } from '../../../shared/ipc/runs.ts';
import { isPreview } from '../../../shared/run.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { TimeAgo } from '../../components/time-ago.tsx';
import { useAppStore } from '../../frame/app-store.ts';
import { commonStrings } from '../../strings/common.ts';
import { runStrings } from '../../strings/runs.ts';
import { ErrorList } from './error-list.tsx';
import { LiveTail } from './live-tail.tsx';
import { PacePanel } from './pace-panel.tsx';
import { PhaseRows } from './phase-rows.tsx';
import { Pipeline } from './pipeline.tsx';
import { RunResultBar } from './run-result.tsx';
import { ask, useRun } from './run-store.ts';
import { stateSentence } from './run-words.ts';

const useStyles = makeStyles({
  run: { display: 'flex', flexDirection: 'column', flex: 1, minHeight: 0, overflowY: 'auto', gap: tokens.spacingVerticalL, '> *': { flexShrink: 0 } },
  head: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalM, minHeight: '32px' },
  state: { flex: 1, minWidth: 0 },
  quiet: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  middle: { display: 'grid', gridTemplateColumns: 'minmax(0, 1.5fr) minmax(0, 1fr)', gap: tokens.spacingHorizontalXXL },
  bottom: { display: 'flex', flexDirection: 'column', flexGrow: 1, flexBasis: '240px', height: '240px', minHeight: 0, gap: tokens.spacingVerticalS },
});

function Controls({ view }: { readonly view: Run }) {
  const { state, runId } = view;
  const holds = state === 'pausing' || state === 'paused';
  return (
    <>
      {holds ? (
        <Button icon={<PlayRegular />} onClick={() => void ask('resume', runId)}>
          {runStrings.resume}
        </Button>
      ) : (
        <Button icon={<PauseRegular />} disabled={state === 'cancelling' || isPreview(view.profile)} onClick={() => void ask('pause', runId)}>
          {runStrings.pause}
        </Button>
      )}
      <Button icon={<DismissRegular />} disabled={state === 'cancelling'} onClick={() => void ask('cancel', runId)}>
        {runStrings.cancel}
      </Button>
    </>
  );
}

function Bottom({ view, tab, onTab }: { readonly view: Run; readonly tab: 'tail' | 'errors'; readonly onTab: (tab: 'tail' | 'errors') => void }) {
  const styles = useStyles();
  const refused = view.errors.reduce((sum, { count }) => sum + count, 0);
  return (
    <section className={styles.bottom}>
      <TabList size="small" selectedValue={tab} onTabSelect={(_event, { value }) => onTab(value === 'errors' ? 'errors' : 'tail')}>
        <Tab value="tail">{runStrings.tail.title}</Tab>
        <Tab value="errors">{runStrings.errors.title(refused)}</Tab>
      </TabList>
      {tab === 'tail' ? <LiveTail view={view} /> : <ErrorList errors={view.errors} />}
    </section>
  );
}

function Shown({ view, onRunAgain }: { readonly view: Run; readonly onRunAgain: (() => void) | undefined }) {
  const styles = useStyles();
  const [tab, setTab] = useState<'tail' | 'errors'>('tail');
  const here = useAppStore(({ app }) => app?.run?.runId === view.runId);
  const isOver = view.state === 'ended' || view.state === 'interrupted';
  return (
    <div className={styles.run} data-testid="run-view" data-run={view.runId} data-state={view.state}>
      <div className={styles.head}>
        <div className={styles.state}>
          <Subtitle2 as="h2">
            {runStrings.kinds[view.profile]}
            {isOver ? null : <span role="status"> · {stateSentence(view, here)}</span>}
          </Subtitle2>
          <div className={styles.quiet}>
            {runStrings.started} <TimeAgo at={view.startedAt} />
            {view.full ? ` · ${runStrings.fullImport}` : ''}
          </div>
        </div>
        {isOver || !here ? null : <Controls view={view} />}
      </div>
      <RunResultBar view={view} onErrors={() => setTab('errors')} onRunAgain={onRunAgain} />
      <Pipeline view={view} />
      <div className={styles.middle}>
        <PhaseRows view={view} />
        <PacePanel view={view} />
      </div>
      <Bottom view={view} tab={tab} onTab={setTab} />
    </div>
  );
}

/** A run of the history, as it was recorded. */
export function RecordedRun({ view }: { readonly view: Run }) {
  return <Shown view={view} onRunAgain={undefined} />;
}

/**
 * The newest run of a profile, live: pipeline, phases, pace, objects, errors. Also after a reload of the window in the
 * middle of it. Setup shows it for the first synchronization. `onRunAgain` offers another run after one that broke off.
 */
export function RunView({ profileId, onRunAgain }: { readonly profileId: string; readonly onRunAgain?: () => void }) {
  const styles = useStyles();
  const { view, loaded, refusal, reload } = useRun(profileId);
  return (
    <>
      {refusal === null ? null : <ProblemPanel refusal={refusal} onRetry={reload} />}
      {!loaded ? (
        <Skeleton className={styles.run} aria-label={commonStrings.loading}>
          {[32, 88, 200].map((height) => (
            <SkeletonItem key={height} style={{ height, flexShrink: 0 }} />
          ))}
        </Skeleton>
      ) : null}
      {loaded && view === null && refusal === null ? <EmptyState icon={ArrowSyncRegular} title={runStrings.empty.title} text={runStrings.empty.text} /> : null}
      {view === null ? null : <Shown key={view.runId} view={view} onRunAgain={onRunAgain} />}
    </>
  );
}

import { Body1, Button, makeStyles, tokens } from '@fluentui/react-components';
import { useEffect, useRef } from 'react';
import { isPrepared, type SetupDraft } from '../../../../shared/setup.ts';
import { call } from '../../../api.ts';
import { ProblemPanel } from '../../../components/problem-panel.tsx';
import { useAppStore } from '../../../frame/app-store.ts';
import { setupStrings } from '../../../strings/setup.ts';
import { RunView } from '../../runs/run-view.tsx';
import { RunProgress } from '../parts/run-progress.tsx';
import { useRun } from '../parts/use-run.ts';
import { draftKept } from '../setup-store.ts';
import { useStepReason } from '../step-reason.ts';

const words = setupStrings.firstSync;
const useStyles = makeStyles({ run: { display: 'flex', flexDirection: 'column', minHeight: '460px' }, actions: { display: 'flex', gap: tokens.spacingHorizontalS } });

/** The first writes: started by coming here from the preview, seen live, cancelled without loss. */
export function FirstSyncStep({ draft }: { readonly draft: SetupDraft }) {
  const styles = useStyles();
  const { profileId } = draft;
  const run = useRun(profileId);
  const active = useAppStore(({ app }) => app?.run ?? null);
  const started = useRef(false);
  const { view, running, start } = run;
  const synced = view !== null && view.profile === 'sync' && view.result !== null;
  const outcome = synced ? (view.result?.outcome ?? 'failed') : null;
  const done = outcome !== null && outcome !== 'failed' && outcome !== 'cancelled';

  useEffect(() => {
    // The preview is the newest run when this step is entered for the first time; after a restart a sync may be there already.
    if (started.current || running || view === null || view.profile === 'sync' || profileId === null || !isPrepared(draft)) return;
    started.current = true;
    void start('sync', () => draftKept().then(() => profileId));
  }, [running, view, draft, profileId, start]);
  useStepReason(running || !done ? setupStrings.reasons.firstSync : null);

  const refusal = run.refusal ?? (synced ? (view.result?.error ?? null) : null);
  return (
    <>
      {active === null && !synced ? <RunProgress text={words.start} /> : null}
      {profileId === null || (active === null && !synced) ? null : (
        <div className={styles.run}>
          <RunView profileId={profileId} />
        </div>
      )}
      {refusal === null ? null : <ProblemPanel refusal={refusal} />}
      {outcome === null || running ? null : <Body1>{words.done[outcome]}</Body1>}
      <div className={styles.actions}>
        {active === null ? null : (
          <Button disabled={active.state === 'cancelling'} onClick={() => void call('runs.cancel', { runId: active.runId })}>
            {words.cancel}
          </Button>
        )}
        {running || done || profileId === null || view === null ? null : <Button onClick={() => void start('sync', () => draftKept().then(() => profileId))}>{words.again}</Button>}
      </div>
    </>
  );
}

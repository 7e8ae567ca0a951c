import { Body1, Button, Checkbox, makeStyles, MessageBar, MessageBarBody, Subtitle2, tokens } from '@fluentui/react-components';
import { CheckmarkCircleRegular, InfoRegular, WarningRegular } from '@fluentui/react-icons';
import { useCallback, useEffect, useState } from 'react';
import type { PlanOverview } from '../../../../shared/ipc/plan.ts';
import type { Surprise } from '../../../../shared/ipc/setup.ts';
import { isPrepared, type SetupDraft } from '../../../../shared/setup.ts';
import { call, refusalFrom } from '../../../api.ts';
import { ProblemPanel } from '../../../components/problem-panel.tsx';
import { setupStrings } from '../../../strings/setup.ts';
import { EmbeddedPlanReview } from '../../plan/plan-review.tsx';
import { RunView } from '../../runs/run-view.tsx';
import { RunProgress } from '../parts/run-progress.tsx';
import { useRun } from '../parts/use-run.ts';
import { changeDraft, draftKept, goNext, useSetupStore } from '../setup-store.ts';
import { useStepReason } from '../step-reason.ts';

const words = setupStrings.preview;

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
  surprise: { display: 'grid', gridTemplateColumns: '24px minmax(0, 1fr)', columnGap: tokens.spacingHorizontalS },
  section: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  run: { display: 'flex', flexDirection: 'column', minHeight: '460px' },
  plan: { height: '520px', display: 'flex', flexDirection: 'column' },
  head: { display: 'flex', justifyContent: 'space-between', alignItems: 'center' },
});

function Surprises({ surprises }: { readonly surprises: readonly Surprise[] }) {
  const styles = useStyles();
  const shown = surprises.toSorted((left, right) => Number(right.severity === 'warning') - Number(left.severity === 'warning'));
  return (
    <section className={styles.section} aria-label={words.surprises}>
      <Subtitle2 as="h2">{words.surprises}</Subtitle2>
      <ul className={styles.list}>
        {shown.map(({ id, severity, text }) => (
          <li key={id} className={styles.surprise}>
            {severity === 'warning' ? <WarningRegular fontSize={20} color={tokens.colorPaletteMarigoldForeground1} aria-hidden /> : <InfoRegular fontSize={20} color={tokens.colorBrandForeground1} aria-hidden />}
            <Body1>{text}</Body1>
          </li>
        ))}
        {shown.length > 0 ? null : (
          <li className={styles.surprise}>
            <CheckmarkCircleRegular fontSize={20} color={tokens.colorPaletteGreenForeground1} aria-hidden />
            <Body1>{words.noSurprises}</Body1>
          </li>
        )}
      </ul>
    </section>
  );
}

/** The dry run, live. */
function PreviewRun({ profileId }: { readonly profileId: string | null }) {
  const styles = useStyles();
  return (
    <>
      {profileId === null ? <RunProgress text={words.running} /> : <Body1>{words.running}</Body1>}
      {profileId === null ? null : (
        <div className={styles.run}>
          <RunView profileId={profileId} />
        </div>
      )}
    </>
  );
}

type Previewed = { readonly overview: PlanOverview; readonly surprises: readonly Surprise[] };

/** Puts the profile as it is now on the shelf; the preview counts for it and no other. */
async function putOnShelf(): Promise<string> {
  await draftKept();
  const { profileId, name, prepared } = await call('setup.prepare', null);
  changeDraft((draft) => ({ ...draft, profileId, prepared, profile: { ...draft.profile, name } }));
  await draftKept();
  return profileId;
}

/** A full dry run, what a colleague would mention, and the plan itself. The last step before anything is written. */
export function PreviewStep({ draft }: { readonly draft: SetupDraft }) {
  const styles = useStyles();
  const { profileId } = draft;
  const run = useRun(profileId);
  const [previewed, setPreviewed] = useState<Previewed | null>(null);
  const [confirmed, setConfirmed] = useState(false);
  const failedRun = run.view?.result?.error ?? null;
  const stale = profileId !== null && !isPrepared(draft);
  const current = run.view !== null && draft.prepared !== null && run.view.startedAt >= draft.prepared.at;
  const ended = !run.running && current && run.view?.result !== null && run.view?.result.outcome !== 'cancelled' && failedRun === null;
  const key = !stale && ended && profileId !== null ? `${profileId} ${run.view?.runId ?? ''}` : null;

  const load = useCallback(async (id: string): Promise<void> => {
    const overview = await call('plan.summary', { profileId: id, planId: null });
    const { surprises } = await call('setup.surprises', { profileId: id });
    setPreviewed(overview === null ? null : { overview, surprises });
  }, []);
  useEffect(() => {
    const id = key?.split(' ')[0];
    if (id !== undefined) void load(id).catch((error: unknown) => useSetupStore.setState({ problem: refusalFrom(error) }));
  }, [key, load]);

  const write = useCallback(() => goNext(), []);
  const reason = run.running ? setupStrings.reasons.previewRunning : previewed === null ? setupStrings.reasons.preview : confirmed ? null : setupStrings.reasons.confirm;
  useStepReason(reason, { label: setupStrings.write, onNext: write });
  const compute = (): void => {
    setPreviewed(null);
    setConfirmed(false);
    void run.start('preview', putOnShelf);
  };

  if (run.running) return <PreviewRun profileId={profileId} />;
  const refusal = run.refusal ?? failedRun;
  return (
    <>
      {refusal === null ? null : <ProblemPanel refusal={refusal} onRetry={compute} />}
      {stale ? (
        <MessageBar intent="warning">
          <MessageBarBody>{words.stale}</MessageBarBody>
        </MessageBar>
      ) : null}
      {previewed === null ? (
        <>
          <Body1>{words.lead}</Body1>
          <Button appearance="primary" style={{ alignSelf: 'start' }} onClick={compute}>
            {words.run}
          </Button>
        </>
      ) : (
        <>
          <Surprises surprises={previewed.surprises} />
          <section className={styles.section} aria-label={words.plan}>
            <div className={styles.head}>
              <Subtitle2 as="h2">{words.plan}</Subtitle2>
              <Button onClick={compute}>{words.again}</Button>
            </div>
            <div className={styles.plan}>{profileId === null ? null : <EmbeddedPlanReview profileId={profileId} overview={previewed.overview} />}</div>
          </section>
          <Checkbox checked={confirmed} onChange={(_event, { checked }) => setConfirmed(checked === true)} label={words.confirm(draft.facts.tenantName ?? draft.profile.target.tenantId ?? '')} />
        </>
      )}
    </>
  );
}

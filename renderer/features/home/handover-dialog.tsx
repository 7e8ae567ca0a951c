import { Body1, Body1Strong, Button, Caption1, Dialog, DialogActions, DialogBody, DialogContent, DialogSurface, DialogTitle, makeStyles, mergeClasses, Skeleton, SkeletonItem, tokens } from '@fluentui/react-components';
import { CheckmarkCircleRegular, CircleRegular, HourglassRegular, type FluentIcon } from '@fluentui/react-icons';
import { useEffect, useState } from 'react';
import type { HandoverStep } from '../../../shared/handover.ts';
import type { Refusal } from '../../../shared/ipc/call.ts';
import { call, refusalFrom } from '../../api.ts';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { TimeAgo } from '../../components/time-ago.tsx';
import { useAppStore } from '../../frame/app-store.ts';
import { useCall } from '../../hooks/use-call.ts';
import { useEvent } from '../../hooks/use-event.ts';
import { commonStrings } from '../../strings/common.ts';
import { entraConnectStrings } from '../../strings/entra-connect.ts';

const { handover: words } = entraConnectStrings;

const useStyles = makeStyles({
  surface: { maxWidth: '800px', width: '92vw' },
  content: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  list: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, margin: 0, padding: 0, listStyleType: 'none' },
  step: { display: 'grid', gridTemplateColumns: '24px minmax(0, 1fr) auto', columnGap: tokens.spacingHorizontalM, overflowWrap: 'anywhere' },
  texts: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXXS, minWidth: 0 },
  quiet: { color: tokens.colorNeutralForeground2 },
  ok: { color: tokens.colorStatusSuccessForeground1 },
  waiting: { color: tokens.colorBrandForeground1 },
  toDo: { color: tokens.colorStatusWarningForeground1 },
});

const icons: Readonly<Record<HandoverStep['state'], FluentIcon>> = { ok: CheckmarkCircleRegular, waiting: HourglassRegular, toDo: CircleRegular };

function Step({ step: { id, state, title, text, fix }, number }: { readonly step: HandoverStep; readonly number: number }) {
  const styles = useStyles();
  const Icon = icons[state];
  return (
    <li className={styles.step} data-step={id} data-state={state}>
      <Icon fontSize={20} aria-hidden className={styles[state]} />
      <span className={styles.texts}>
        <Body1Strong>
          {number}. {title}
        </Body1Strong>
        <Body1>{text}</Body1>
        {fix === null ? null : <Body1 className={styles.quiet}>{fix}</Body1>}
      </span>
      <Caption1 className={mergeClasses(styles[state])}>{words.states[state]}</Caption1>
    </li>
  );
}

/** How far the hand-over from Entra Connect is, step by step. Check again reads both sides like a preview. */
export function HandoverDialog({ profileId, onClose }: { readonly profileId: string; readonly onClose: () => void }) {
  const styles = useStyles();
  const answer = useCall('health.handover', { profileId });
  const running = useAppStore(({ app }) => app?.run !== null);
  const [problem, setProblem] = useState<Refusal | null>(null);
  const { reload } = answer;
  useEvent('run.ended', (event) => {
    setProblem(event.problem);
    reload();
  });
  useEffect(reload, [running, reload]);
  const check = (): void => {
    setProblem(null);
    call('runs.start', { profileId, profile: 'preview', full: false, approve: null }).catch((error: unknown) => setProblem(refusalFrom(error)));
  };
  const found = answer.state === 'ready' ? answer.value : null;
  return (
    <Dialog open onOpenChange={(_event, { open }) => { if (!open) onClose(); }}>
      <DialogSurface className={styles.surface} data-testid="handover">
        <DialogBody>
          <DialogTitle>{words.title}</DialogTitle>
          <DialogContent className={styles.content} tabIndex={0} role="region" aria-label={words.title}>
            <Body1>{words.intro}</Body1>
            {problem === null ? null : <ProblemPanel refusal={problem} />}
            {answer.state === 'failed' ? <ProblemPanel refusal={answer.refusal} onRetry={reload} /> : null}
            {answer.state === 'loading' ? (
              <Skeleton aria-label={commonStrings.loading}>
                <SkeletonItem style={{ height: 200 }} />
              </Skeleton>
            ) : null}
            {answer.state === 'ready' && found === null ? <Body1>{words.never}</Body1> : null}
            {found === null ? null : (
              <>
                <Caption1 className={styles.quiet}>
                  {words.at} <TimeAgo at={found.at} />
                </Caption1>
                <ol className={styles.list} aria-label={words.list}>
                  {found.steps.map((step, index) => (
                    <Step key={step.id} step={step} number={index + 1} />
                  ))}
                </ol>
                <Body1 className={styles.quiet}>{found.wayBack}</Body1>
              </>
            )}
          </DialogContent>
          <DialogActions>
            <Button onClick={onClose}>{commonStrings.close}</Button>
            <Button appearance="primary" disabledFocusable={running} onClick={check}>
              {running ? words.checking : words.check}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}

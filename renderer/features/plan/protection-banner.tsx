import { Button, Dialog, DialogActions, DialogBody, DialogContent, DialogSurface, DialogTitle, Field, Input, makeStyles, MessageBar, MessageBarActions, MessageBarBody, MessageBarTitle, tokens } from '@fluentui/react-components';
import { HandRightRegular } from '@fluentui/react-icons';
import { useState, type FormEvent } from 'react';
import type { Refusal } from '../../../shared/ipc/call.ts';
import type { PlanOverview } from '../../../shared/ipc/plan.ts';
import { call, refusalFrom } from '../../api.ts';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { useAppStore } from '../../frame/app-store.ts';
import { openScreen } from '../../frame/navigation.ts';
import { planStrings } from '../../strings/plan.ts';

const { banner: words } = planStrings;

const useStyles = makeStyles({
  texts: { margin: 0, padding: 0, listStyleType: 'none' },
  dialog: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
});

/** How many changes protection holds: what has to be typed to release them. */
export function heldOf({ protection }: PlanOverview['plan']): number {
  return protection.held.delete + protection.held.disable + protection.held.memberRemove;
}

function ReleaseDialog({ profileId, overview, onClose }: { readonly profileId: string; readonly overview: PlanOverview; readonly onClose: () => void }) {
  const styles = useStyles();
  const [typed, setTyped] = useState('');
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [busy, setBusy] = useState(false);
  const held = heldOf(overview.plan);
  const release = async (): Promise<void> => {
    setBusy(true);
    try {
      const { planId } = await call('plan.approve', { profileId, planId: overview.plan.id, count: /^\d+$/.test(typed.trim()) ? Number(typed.trim()) : 0 });
      const { runId } = await call('runs.start', { profileId, profile: 'sync', full: false, approve: planId });
      onClose();
      openScreen('runs', { run: runId });
    } catch (error) {
      setRefusal(refusalFrom(error));
    } finally {
      setBusy(false);
    }
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void release();
  };
  return (
    <Dialog open onOpenChange={(_event, { open }) => { if (!open) onClose(); }}>
      <DialogSurface>
        <form onSubmit={submit}>
          <DialogBody>
            <DialogTitle>{words.releaseTitle(held)}</DialogTitle>
            <DialogContent className={styles.dialog}>
              <div>{overview.plan.protection.texts.join(' ')}</div>
              <div>{words.releaseText}</div>
              <div>{words.recoverable}</div>
              <Field label={words.typeNumber(held)} validationMessage={refusal?.field === 'count' ? `${refusal.message} ${refusal.fix}` : undefined} validationState={refusal?.field === 'count' ? 'error' : 'none'}>
                <Input value={typed} inputMode="numeric" autoComplete="off" onChange={(_event, { value }) => { setTyped(value); setRefusal(null); }} />
              </Field>
              {refusal !== null && refusal.field !== 'count' ? <ProblemPanel refusal={refusal} /> : null}
            </DialogContent>
            <DialogActions>
              <Button onClick={onClose}>{words.keep}</Button>
              <Button type="submit" appearance="primary" disabled={busy || typed.trim() === ''}>
                {words.confirm}
              </Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  );
}

/** What protection holds, against which limit; leads to the changes, and to their release. */
export function ProtectionBanner({ profileId, overview, onReview }: { readonly profileId: string; readonly overview: PlanOverview; readonly onReview: () => void }) {
  const styles = useStyles();
  const [releasing, setReleasing] = useState(false);
  const running = useAppStore(({ app }) => app !== null && app.run !== null);
  const held = heldOf(overview.plan);
  if (held === 0) return null;
  const obstacle = !overview.newest ? words.older : running ? words.running : null;
  return (
    <>
      <MessageBar intent="warning" layout="multiline" icon={<HandRightRegular />} data-testid="protection-banner">
        <MessageBarBody>
          <MessageBarTitle>{words.title(held)}</MessageBarTitle>
          <ul className={styles.texts}>
            {overview.plan.protection.texts.map((text) => (
              <li key={text}>{text}</li>
            ))}
            {obstacle === null ? null : <li>{obstacle}</li>}
          </ul>
        </MessageBarBody>
        <MessageBarActions>
          <Button onClick={onReview}>{words.review(held)}</Button>
          <Button disabled={obstacle !== null} onClick={() => setReleasing(true)}>
            {words.release}
          </Button>
        </MessageBarActions>
      </MessageBar>
      {releasing ? <ReleaseDialog profileId={profileId} overview={overview} onClose={() => setReleasing(false)} /> : null}
    </>
  );
}

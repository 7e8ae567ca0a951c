import { Body1, Button, Dialog, DialogActions, DialogBody, DialogContent, DialogSurface, DialogTitle, makeStyles, MessageBar, MessageBarActions, MessageBarBody, MessageBarTitle, Skeleton, SkeletonItem, Subtitle2, tokens } from '@fluentui/react-components';
import { useEffect, useRef } from 'react';
import type { ObjectPlan } from '../../../shared/ipc/objects.ts';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { openScreen } from '../../frame/navigation.ts';
import { commonStrings } from '../../strings/common.ts';
import { objectStrings } from '../../strings/objects.ts';
import { conflictStrings } from '../../strings/conflicts.ts';
import { LaterForObjectItem, PlannedChange } from './planned-change.tsx';
import { ObjectOutcome } from './object-outcome.tsx';
import { useObjectSync } from './use-object-sync.ts';

const { sync: words } = objectStrings;

const useStyles = makeStyles({
  surface: { maxWidth: '880px', width: '92vw' },
  content: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL, minHeight: '120px' },
  part: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  title: { margin: 0 },
  list: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, margin: 0, padding: 0, listStyleType: 'none' },
});

function Shown({ plan, onClose }: { readonly plan: ObjectPlan; readonly onClose: () => void }) {
  const styles = useStyles();
  const { write, leftOut, later, conflicts, blocked, verdict } = plan;
  return (
    <>
      {blocked === null ? null : (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>{words.blocked[blocked].title}</MessageBarTitle>
            {words.blocked[blocked].text}
          </MessageBarBody>
        </MessageBar>
      )}
      <Body1>{write.length === 0 ? `${words.intro(0)}${later.length + conflicts.length === 0 ? ` ${verdict}` : ''}` : words.intro(write.length)}</Body1>
      <ul className={styles.list} data-testid="object-changes">
        {write.map((detail) => (
          <PlannedChange key={detail.row.id} detail={detail} />
        ))}
      </ul>
      {leftOut.length === 0 ? null : <Body1>{words.leftOut(leftOut)}</Body1>}
      {conflicts.length === 0 ? null : (
        <section className={styles.part}>
          <Subtitle2 as="h3" className={styles.title}>{words.conflictsTitle}</Subtitle2>
          {conflicts.map(({ id, situation, reason, fix }) => (
            <MessageBar key={id} intent="warning" layout="multiline">
              <MessageBarBody>
                <MessageBarTitle>{conflictStrings.situationNames[situation]}</MessageBarTitle>
                {reason} {fix}
              </MessageBarBody>
              <MessageBarActions>
                <Button
                  onClick={() => {
                    onClose();
                    openScreen('conflicts', { id });
                  }}
                >
                  {objectStrings.flow.openConflict}
                </Button>
              </MessageBarActions>
            </MessageBar>
          ))}
        </section>
      )}
      {later.length === 0 ? null : (
        <section className={styles.part} data-testid="object-later">
          <Subtitle2 as="h3" className={styles.title}>{words.laterTitle}</Subtitle2>
          <ul className={styles.list}>
            {later.map((each) => (
              <LaterForObjectItem key={each.detail.row.id} later={each} />
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function Waiting({ text }: { readonly text: string }) {
  const styles = useStyles();
  return (
    <div className={styles.part} role="status">
      <Body1>{text}</Body1>
      <Skeleton aria-label={text}>
        <SkeletonItem style={{ height: 96 }} />
      </Skeleton>
    </div>
  );
}

/** What one object would get, read anew; then the writing of exactly that; then what became of it. */
export function SyncObjectDialog({ profileId, query, onRead, onClose }: { readonly profileId: string; readonly query: string; readonly onRead: () => void; readonly onClose: () => void }) {
  const styles = useStyles();
  const { sync, check, write, stop } = useObjectSync(profileId, query, onRead);
  const content = useRef<HTMLDivElement>(null);
  // The button that was pressed is gone with its step: the keyboard goes on in the text, not outside the dialog.
  useEffect(() => {
    if (document.activeElement === document.body) content.current?.focus();
  }, [sync.step]);
  const close = (): void => {
    stop();
    onClose();
  };
  const plan = sync.step === 'checking' || sync.step === 'failed' ? null : sync.plan;
  const offers = sync.step === 'shown' && sync.plan.blocked === null && sync.plan.write.length > 0;
  return (
    <Dialog open onOpenChange={(_event, { open }) => { if (!open) close(); }}>
      <DialogSurface className={styles.surface} data-testid="sync-object" data-step={sync.step}>
        <DialogBody>
          <DialogTitle>{plan === null ? words.now : words.title(plan.name)}</DialogTitle>
          <DialogContent ref={content} className={styles.content} tabIndex={0} role="region" aria-label={plan === null ? words.now : words.title(plan.name)}>
            {sync.step === 'checking' ? <Waiting text={words.checking} /> : null}
            {sync.step === 'failed' ? <ProblemPanel refusal={sync.refusal} onRetry={check} /> : null}
            {sync.step === 'shown' && sync.problem !== null ? <ProblemPanel refusal={sync.problem} /> : null}
            {sync.step === 'shown' ? <Shown plan={sync.plan} onClose={close} /> : null}
            {sync.step === 'writing' ? <Waiting text={words.writing} /> : null}
            {sync.step === 'done' ? <ObjectOutcome plan={sync.plan} view={sync.view} /> : null}
          </DialogContent>
          <DialogActions>
            <Button appearance={offers ? 'secondary' : 'primary'} onClick={close}>{commonStrings.close}</Button>
            {offers ? (
              <Button appearance="primary" onClick={write}>
                {words.write(sync.plan.write.length)}
              </Button>
            ) : null}
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}

import { Body1, Button, Dialog, DialogActions, DialogBody, DialogContent, DialogSurface, DialogTitle, DialogTrigger, makeStyles, Subtitle2, tokens } from '@fluentui/react-components';
import { NotepadRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { PlanSummary } from '../../../shared/plan.ts';
import { openScreen } from '../../frame/navigation.ts';
import { useCall } from '../../hooks/use-call.ts';
import { commonStrings } from '../../strings/common.ts';
import { planStrings } from '../../strings/plan.ts';

const { leftOut: words } = planStrings;
const notesShown = 200;

const useStyles = makeStyles({
  content: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  counts: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr) max-content', columnGap: tokens.spacingHorizontalL, rowGap: tokens.spacingVerticalXS, margin: 0 },
  number: { margin: 0, textAlign: 'right', fontVariantNumeric: 'tabular-nums' },
  notes: { margin: 0, paddingLeft: tokens.spacingHorizontalL, overflowWrap: 'anywhere' },
  quiet: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
});

function Counts({ title, counts }: { readonly title: string; readonly counts: Readonly<Record<string, number>> }) {
  const styles = useStyles();
  const shown = Object.entries(counts).filter(([, count]) => count > 0).sort(([, left], [, right]) => right - left);
  if (shown.length === 0) return null;
  return (
    <section>
      <Subtitle2 as="h3">{title}</Subtitle2>
      <dl className={styles.counts}>
        {shown.map(([name, count]) => [
          <dt key={`${name} name`}>{name}</dt>,
          <dd key={`${name} count`} className={styles.number}>
            {count.toLocaleString('en')}
          </dd>,
        ])}
      </dl>
    </section>
  );
}

function Notes({ profileId, planId }: { readonly profileId: string; readonly planId: string }) {
  const styles = useStyles();
  const answer = useCall('plan.notes', { profileId, planId, limit: notesShown });
  if (answer.state !== 'ready' || answer.value.total === 0) return null;
  const { notes, total } = answer.value;
  return (
    <section>
      <Subtitle2 as="h3">{words.notes}</Subtitle2>
      <ul className={styles.notes}>
        {notes.map(({ dn, attribute, text }, index) => (
          <li key={index}>
            {text} <span className={styles.quiet}>{attribute === null ? dn : `${attribute} · ${dn}`}</span>
          </li>
        ))}
      </ul>
      {total > notes.length ? <span className={styles.quiet}>{words.moreNotes(total - notes.length)}</span> : null}
    </section>
  );
}

/** What the plan does not write, and why: nothing is dropped silently. */
export function LeftOut({ profileId, plan }: { readonly profileId: string; readonly plan: PlanSummary }) {
  const styles = useStyles();
  const [open, setOpen] = useState(false);
  const nothing = plan.conflicts === 0 && [...Object.values(plan.scope.excluded), ...Object.values(plan.notSynchronizable)].every((count) => count === 0);
  return (
    <Dialog open={open} onOpenChange={(_event, data) => setOpen(data.open)}>
      <DialogTrigger disableButtonEnhancement>
        <Button icon={<NotepadRegular />}>{words.title}</Button>
      </DialogTrigger>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{words.title}</DialogTitle>
          <DialogContent className={styles.content} tabIndex={0}>
            <Body1>{nothing ? words.none : words.intro}</Body1>
            {plan.conflicts === 0 ? null : (
              <div>
                <Button size="small" onClick={() => openScreen('conflicts')}>
                  {words.conflicts(plan.conflicts)}
                </Button>
              </div>
            )}
            <Counts title={words.notSynchronizable} counts={plan.notSynchronizable} />
            <Counts title={words.excluded} counts={plan.scope.excluded} />
            {open ? <Notes profileId={profileId} planId={plan.id} /> : null}
          </DialogContent>
          <DialogActions>
            <DialogTrigger disableButtonEnhancement>
              <Button>{commonStrings.close}</Button>
            </DialogTrigger>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}

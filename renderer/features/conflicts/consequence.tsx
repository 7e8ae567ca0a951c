import { Body1, Button, Caption1, Caption1Strong, makeStyles, mergeClasses, Spinner, tokens } from '@fluentui/react-components';
import { CheckmarkCircleRegular, WarningRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { ConflictConsequence, ConflictDecision } from '../../../shared/ipc/conflicts.ts';
import { ActionBadge } from '../../components/action-badge.tsx';
import { lookOf } from '../../components/looks.ts';
import { useCall } from '../../hooks/use-call.ts';
import { useDebounced } from '../../hooks/use-debounced.ts';
import { conflictStrings } from '../../strings/conflicts.ts';
import { planStrings } from '../../strings/plan.ts';

const { consequence: words } = conflictStrings;

const useStyles = makeStyles({
  box: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS, padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`, borderTop: `1px solid ${tokens.colorNeutralStroke2}`, backgroundColor: tokens.colorNeutralBackground2, borderRadius: tokens.borderRadiusMedium },
  line: { display: 'flex', alignItems: 'center', flexWrap: 'wrap', gap: tokens.spacingHorizontalS, minWidth: 0 },
  whole: { flexWrap: 'nowrap', alignItems: 'flex-start' },
  name: { overflowWrap: 'anywhere' },
  quiet: { color: tokens.colorNeutralForeground2 },
  good: { color: tokens.colorStatusSuccessForeground1 },
  warn: { color: tokens.colorStatusWarningForeground1 },
  list: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS, maxHeight: '96px', overflowY: 'auto' },
});

function Changes({ answer, asked }: { readonly answer: ConflictConsequence; readonly asked: number }) {
  const styles = useStyles();
  const { changes, changesInAll, solved, next } = answer;
  const calm = solved === asked && next.length === 0;
  const Sign = calm ? CheckmarkCircleRegular : WarningRegular;
  return (
    <>
      <div className={styles.line}>
        <Sign className={calm ? styles.good : styles.warn} fontSize={20} aria-hidden />
        <Body1>{asked === 1 && solved === 1 && next.length > 0 ? words.another : words.solved(solved, asked)}</Body1>
      </div>
      {changes.length === 0 ? <Body1 className={styles.quiet}>{words.nothing}</Body1> : null}
      <div className={styles.list} tabIndex={0} role="group" aria-label={words.changes}>
        {changes.map(({ id, action, name, target, attributes, references, held }) => (
          <div key={id} className={styles.line} data-action={action}>
            <ActionBadge look={lookOf({ action, hold: held ? { by: 'protection', kind: 'delete', text: '' } : null })} text={held ? `${planStrings.actions[action]}, ${words.held}` : planStrings.actions[action]} />
            <span className={styles.name}>
              {name}
              {target === null || target === name ? '' : ` → ${target}`}
            </span>
            <Caption1 className={styles.quiet}>{references > 0 ? planStrings.table.members(references) : attributes.join(', ')}</Caption1>
          </div>
        ))}
      </div>
      {changesInAll > changes.length ? <Caption1 className={styles.quiet}>{words.more(changesInAll - changes.length)}</Caption1> : null}
      {next.map(({ situation, name, reason }) => (
        <div key={`${situation} ${name}`} className={mergeClasses(styles.line, styles.whole)}>
          <WarningRegular className={styles.warn} fontSize={20} aria-hidden />
          <Body1>{words.next(conflictStrings.situationNames[situation], reason)}</Body1>
        </div>
      ))}
    </>
  );
}

/** What the plan engine says would come of a decision, or why the decision does not hold. */
export function Consequence({ profileId, ids, decision }: { readonly profileId: string; readonly ids: readonly string[]; readonly decision: ConflictDecision }) {
  const styles = useStyles();
  const asked = useDebounced(decision, 250);
  const [wait, setWait] = useState('');
  const title = words.title(conflictStrings.resolutions[decision.kind].name);
  const key = JSON.stringify([ids, asked]);
  const answer = useCall('conflicts.preview', { profileId, ids, decision: asked, wait: wait === key });
  return (
    <section className={styles.box} aria-label={title} aria-live="polite" data-testid="consequence">
      <Caption1Strong>{title}</Caption1Strong>
      {answer.state === 'loading' ? <Spinner size="tiny" labelPosition="after" label={words.computing} /> : null}
      {answer.state === 'failed' ? (
        <div className={styles.line}>
          <WarningRegular className={styles.warn} fontSize={20} aria-hidden />
          <Body1>
            {answer.refusal.message} {answer.refusal.fix}
          </Body1>
        </div>
      ) : null}
      {answer.state === 'ready' && answer.value.state === 'unknown' ? (
        <div className={styles.line}>
          <Body1>{words.large(answer.value.seconds)}</Body1>
          <Button size="small" onClick={() => setWait(key)}>
            {words.compute}
          </Button>
        </div>
      ) : null}
      {answer.state === 'ready' && answer.value.state === 'computed' ? <Changes answer={answer.value} asked={ids.length} /> : null}
    </section>
  );
}

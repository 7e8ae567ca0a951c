import { Body1, makeStyles, tokens } from '@fluentui/react-components';
import type { LaterForObject } from '../../../shared/ipc/objects.ts';
import type { PlanDetail } from '../../../shared/ipc/plan.ts';
import { ActionBadge } from '../../components/action-badge.tsx';
import { lookOf } from '../../components/looks.ts';
import { objectStrings } from '../../strings/objects.ts';
import { planStrings } from '../../strings/plan.ts';
import { AttributeFlow, FlowHead } from '../plan/attribute-flow.tsx';
import { sentenceOf } from '../plan/sentences.ts';

const { sync: words } = objectStrings;

const useStyles = makeStyles({
  change: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS, overflowWrap: 'anywhere' },
  head: { display: 'flex', gap: tokens.spacingHorizontalS, alignItems: 'center', flexWrap: 'wrap' },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** Members and managers by name. */
function References({ detail: { references } }: { readonly detail: PlanDetail }) {
  const styles = useStyles();
  if (references.total === 0) return null;
  const names = references.first.map(({ name }) => name).join(', ');
  const rest = references.total - references.first.length;
  return <Body1 className={styles.quiet}>{rest === 0 ? names : `${names} ${words.more(rest)}`}</Body1>;
}

/** One change in full: what happens and why, value by value. */
export function PlannedChange({ detail }: { readonly detail: PlanDetail }) {
  const styles = useStyles();
  const action = planStrings.actions[detail.row.action];
  return (
    <li className={styles.change}>
      <span className={styles.head}>
        <ActionBadge look={lookOf({ action: detail.row.action, hold: detail.hold })} text={action} />
        <Body1>{sentenceOf(detail)}</Body1>
      </span>
      {detail.attributes.length === 0 ? null : (
        <div role="table" aria-label={action}>
          <FlowHead />
          {detail.attributes.map((attribute) => (
            <AttributeFlow key={attribute.name} flow={attribute} changed />
          ))}
        </div>
      )}
      <References detail={detail} />
    </li>
  );
}

/** One change that is left, and why. */
export function LaterForObjectItem({ later: { detail, why, on } }: { readonly later: LaterForObject }) {
  const styles = useStyles();
  const reason = why === 'waits' ? words.later.waits(on) : why === 'held' ? (detail.hold?.text ?? words.later.held) : words.later[why];
  return (
    <li className={styles.change}>
      <span className={styles.head}>
        <ActionBadge look={lookOf({ action: detail.row.action, hold: detail.hold })} text={planStrings.actions[detail.row.action]} />
        <Body1>{sentenceOf(detail)}</Body1>
      </span>
      <Body1 className={styles.quiet}>{reason}</Body1>
      <References detail={detail} />
    </li>
  );
}

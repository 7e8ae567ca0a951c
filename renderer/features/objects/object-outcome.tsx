import { Body1, makeStyles, MessageBar, MessageBarBody, MessageBarTitle, tokens } from '@fluentui/react-components';
import type { ObjectPlan } from '../../../shared/ipc/objects.ts';
import type { RunView } from '../../../shared/ipc/runs.ts';
import { ActionBadge } from '../../components/action-badge.tsx';
import { lookOf } from '../../components/looks.ts';
import { objectStrings } from '../../strings/objects.ts';
import { planStrings } from '../../strings/plan.ts';
import { runStrings } from '../../strings/runs.ts';

const { sync: words } = objectStrings;

const useStyles = makeStyles({
  list: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS, margin: 0, padding: 0, listStyleType: 'none' },
  line: { display: 'flex', gap: tokens.spacingHorizontalS, alignItems: 'center', flexWrap: 'wrap', overflowWrap: 'anywhere' },
});

/** How each of the changes that were shown was answered. */
export function ObjectOutcome({ plan, view }: { readonly plan: ObjectPlan; readonly view: RunView | null }) {
  const styles = useStyles();
  const answered = new Map(view?.tail.map((entry) => [entry.changeId, entry]) ?? []);
  const failed = view?.result?.exported?.failed ?? 0;
  return (
    <>
      <MessageBar intent={failed > 0 ? 'warning' : 'success'} layout="multiline" role="status" data-testid="object-outcome">
        <MessageBarBody>
          <MessageBarTitle>{words.done(view?.result?.exported?.writes ?? 0)}</MessageBarTitle>
        </MessageBarBody>
      </MessageBar>
      <ul className={styles.list} aria-label={words.outcomes}>
        {plan.write.map(({ row, hold }) => {
          const entry = answered.get(row.id);
          return (
            <li key={row.id} className={styles.line}>
              <ActionBadge look={lookOf({ action: row.action, hold })} text={planStrings.actions[row.action]} />
              <Body1>
                {entry === undefined ? '' : runStrings.tail.outcomes[entry.outcome]}
                {entry?.failure ? `: ${entry.failure.message} ${entry.failure.fix}` : ''}
              </Body1>
            </li>
          );
        })}
      </ul>
    </>
  );
}

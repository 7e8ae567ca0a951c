import { Body1, Button, makeStyles, Subtitle2, tokens } from '@fluentui/react-components';
import type { Finding } from '../../../../shared/finding.ts';
import { FindingRow } from '../../../components/finding-row.tsx';
import { ProblemPanel } from '../../../components/problem-panel.tsx';
import { setupStrings } from '../../../strings/setup.ts';
import type { LiveCheck } from './use-live-check.ts';

const { checks } = setupStrings;

const useStyles = makeStyles({
  head: { display: 'flex', alignItems: 'center', justifyContent: 'space-between', gap: tokens.spacingHorizontalM },
  list: { listStyleType: 'none', margin: 0, padding: 0 },
  summary: { color: tokens.colorNeutralForeground2 },
});

function summaryOf(rows: readonly Finding[]): string {
  const count = (...severities: readonly Finding['severity'][]): number => rows.filter(({ severity }) => severities.includes(severity)).length;
  const [failed, attention] = [count('error'), count('warning')];
  return [checks.passed(count('ok', 'note')), ...(attention > 0 ? [checks.attention(attention)] : []), ...(failed > 0 ? [checks.failed(failed)] : [])].join(' · ');
}

/** The heart of the setup: what was tried, what was found, and what to do, one row each. Failures come first. */
export function CheckList({ title, live, kept, stale, onRun, action }: { readonly title: string; readonly live: LiveCheck; readonly kept: readonly Finding[] | null; readonly stale: boolean; readonly onRun: () => void; readonly action: string }) {
  const styles = useStyles();
  const rows = live.running || live.rows.length > 0 ? live.rows : (kept ?? []);
  const order = { error: 0, warning: 1, note: 2, ok: 3 } as const;
  const shown = live.running ? rows : rows.toSorted((left, right) => order[left.severity] - order[right.severity]);
  return (
    <section aria-label={title}>
      <div className={styles.head}>
        <Subtitle2 as="h2">{title}</Subtitle2>
        {live.running ? (
          <Button onClick={live.stop}>{checks.stop}</Button>
        ) : (
          <Button appearance={kept === null || stale ? 'primary' : 'secondary'} onClick={onRun}>
            {kept === null ? action : checks.again}
          </Button>
        )}
      </div>
      <Body1 className={styles.summary} role="status">
        {live.running ? checks.running : stale ? checks.changed : kept === null ? checks.notYet : summaryOf(rows)}
      </Body1>
      {live.refusal === null ? null : <ProblemPanel refusal={live.refusal} />}
      <ul className={styles.list}>
        {shown.map(({ id, side, severity, text, fix }) => (
          <FindingRow key={`${side}.${id}.${text}`} state={severity} text={text} fix={severity === 'ok' ? null : fix} />
        ))}
        {live.running ? <FindingRow state="running" text={checks.running} /> : null}
      </ul>
    </section>
  );
}

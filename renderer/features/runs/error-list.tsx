import { Body1, Body1Strong, makeStyles, tokens } from '@fluentui/react-components';
import { DismissCircleRegular } from '@fluentui/react-icons';
import type { ErrorGroup } from '../../../shared/ipc/runs.ts';
import { runStrings } from '../../strings/runs.ts';

const useStyles = makeStyles({
  list: { margin: 0, padding: 0, listStyleType: 'none', overflowY: 'auto', flex: 1, minHeight: '160px' },
  group: { display: 'grid', gridTemplateColumns: '24px minmax(0, 1fr) max-content', columnGap: tokens.spacingHorizontalM, padding: `${tokens.spacingVerticalM} 0`, borderBottom: `1px solid ${tokens.colorNeutralStroke2}` },
  text: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXXS, overflowWrap: 'anywhere' },
  quiet: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  none: { padding: tokens.spacingVerticalL, color: tokens.colorNeutralForeground2, textAlign: 'center' },
});

/** Refusals grouped by what Entra said, with what to do: the largest group first. */
export function ErrorList({ errors }: { readonly errors: readonly ErrorGroup[] }) {
  const styles = useStyles();
  if (errors.length === 0) return <div className={styles.none}>{runStrings.errors.none}</div>;
  return (
    <ul className={styles.list}>
      {errors.map(({ code, message, fix, count, names }) => (
        <li key={`${code} ${message}`} className={styles.group}>
          <DismissCircleRegular fontSize={20} color={tokens.colorPaletteRedForeground1} aria-hidden />
          <div className={styles.text}>
            <Body1Strong>{message}</Body1Strong>
            <Body1>{fix}</Body1>
            <span className={styles.quiet}>
              {code} · {runStrings.errors.more(names, count)}
            </span>
          </div>
          <Body1Strong>{runStrings.errors.objects(count)}</Body1Strong>
        </li>
      ))}
    </ul>
  );
}

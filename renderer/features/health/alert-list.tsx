import { Body1, Body1Strong, Caption1, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { CheckmarkCircleRegular, DismissCircleRegular, WarningRegular } from '@fluentui/react-icons';
import type { AlertRecord } from '../../../shared/health.ts';
import { TimeAgo } from '../../components/time-ago.tsx';
import { healthStrings } from '../../strings/health.ts';
import { inScreenWords } from '../../strings/profile-keys.ts';
import { duration, secondsBetween } from '../runs/run-words.ts';

const { alerts: words } = healthStrings;

const useStyles = makeStyles({
  list: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS, margin: 0, padding: 0, listStyleType: 'none' },
  alert: { display: 'grid', gridTemplateColumns: '24px minmax(0, 1fr)', columnGap: tokens.spacingHorizontalM, padding: tokens.spacingHorizontalM, borderRadius: tokens.borderRadiusMedium, overflowWrap: 'anywhere' },
  error: { backgroundColor: tokens.colorStatusDangerBackground1, border: `1px solid ${tokens.colorStatusDangerBorder1}` },
  warning: { backgroundColor: tokens.colorStatusWarningBackground1, border: `1px solid ${tokens.colorStatusWarningBorder1}` },
  errorIcon: { color: tokens.colorStatusDangerForeground1 },
  warningIcon: { color: tokens.colorStatusWarningForeground1 },
  gone: { border: `1px solid ${tokens.colorNeutralStroke2}` },
  goneIcon: { color: tokens.colorStatusSuccessForeground1 },
  texts: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXXS, minWidth: 0 },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** What holds now, each with what to do. */
export function OpenAlerts({ alerts }: { readonly alerts: readonly AlertRecord[] }) {
  const styles = useStyles();
  if (alerts.length === 0) return <Body1 className={styles.quiet}>{words.none}</Body1>;
  return (
    <ul className={styles.list} aria-label={words.title}>
      {alerts.map(({ id, severity, text, fix, since }) => {
        const Icon = severity === 'error' ? DismissCircleRegular : WarningRegular;
        return (
          <li key={id} className={mergeClasses(styles.alert, styles[severity])} data-alert={id}>
            <Icon fontSize={20} className={severity === 'error' ? styles.errorIcon : styles.warningIcon} aria-hidden />
            <div className={styles.texts}>
              <Body1Strong>{inScreenWords(text)}</Body1Strong>
              <Body1>{inScreenWords(fix)}</Body1>
              <Caption1>
                {words.since} <TimeAgo at={since} />
              </Caption1>
            </div>
          </li>
        );
      })}
    </ul>
  );
}

/** What went by itself, newest first. */
export function ResolvedAlerts({ alerts }: { readonly alerts: readonly AlertRecord[] }) {
  const styles = useStyles();
  if (alerts.length === 0) return <Body1 className={styles.quiet}>{words.resolvedNone}</Body1>;
  return (
    <ul className={styles.list} aria-label={words.resolvedTitle}>
      {alerts.map(({ number, id, text, raisedAt, resolvedAt }) => (
        <li key={number} className={mergeClasses(styles.alert, styles.gone)} data-resolved={id}>
          <CheckmarkCircleRegular fontSize={20} className={styles.goneIcon} aria-hidden />
          <div className={styles.texts}>
            <Body1>{text}</Body1>
            <Caption1 className={styles.quiet}>
              {words.resolved} {resolvedAt === null ? '' : <TimeAgo at={resolvedAt} />}, {words.lasted(duration(secondsBetween(raisedAt, resolvedAt) ?? 0))}
            </Caption1>
          </div>
        </li>
      ))}
    </ul>
  );
}

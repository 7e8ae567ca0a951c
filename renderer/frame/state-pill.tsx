import { makeStyles, tokens } from '@fluentui/react-components';
import { ArrowSyncRegular, CheckmarkCircleRegular, CircleRegular, ErrorCircleRegular, WarningRegular, type FluentIcon } from '@fluentui/react-icons';
import { useNow } from '../hooks/use-now.ts';
import { useAppStore } from './app-store.ts';
import { pillOf, type Pill } from './pill-text.ts';

const icons: Readonly<Record<Pill['tone'], FluentIcon>> = { success: CheckmarkCircleRegular, warning: WarningRegular, danger: ErrorCircleRegular, brand: ArrowSyncRegular, neutral: CircleRegular };

const useStyles = makeStyles({
  pill: { display: 'inline-flex', alignItems: 'center', gap: tokens.spacingHorizontalS, minWidth: 0, padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`, borderRadius: tokens.borderRadiusCircular, fontSize: tokens.fontSizeBase200, fontWeight: tokens.fontWeightSemibold, lineHeight: tokens.lineHeightBase200 },
  text: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap', fontVariantNumeric: 'tabular-nums' },
  success: { color: tokens.colorStatusSuccessForeground1, backgroundColor: tokens.colorStatusSuccessBackground1 },
  warning: { color: tokens.colorStatusWarningForeground1, backgroundColor: tokens.colorStatusWarningBackground1 },
  danger: { color: tokens.colorStatusDangerForeground1, backgroundColor: tokens.colorStatusDangerBackground1 },
  brand: { color: tokens.colorBrandForeground1, backgroundColor: tokens.colorBrandBackground2 },
  neutral: { color: tokens.colorNeutralForeground2, backgroundColor: tokens.colorNeutralBackground4 },
});

/** The state in one short sentence: "In sync, 4 minutes ago". */
export function StatePill() {
  const styles = useStyles();
  const app = useAppStore((store) => store.app);
  const now = useNow();
  const { tone, text } = pillOf(app, now);
  const Icon = icons[tone];
  return (
    <span className={`${styles.pill} ${styles[tone]}`} role="status" data-testid="state-pill">
      <Icon fontSize={16} aria-hidden style={{ flexShrink: 0 }} />
      <span className={styles.text}>{text}</span>
    </span>
  );
}

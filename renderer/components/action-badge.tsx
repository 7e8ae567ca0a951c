import { makeStyles, tokens } from '@fluentui/react-components';
import { commonStrings } from '../strings/common.ts';
import { lookTable, type Look } from './looks.ts';

const useStyles = makeStyles({
  badge: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalXS,
    height: '24px',
    padding: `0 ${tokens.spacingHorizontalS}`,
    borderRadius: tokens.borderRadiusMedium,
    fontSize: tokens.fontSizeBase200,
    fontWeight: tokens.fontWeightSemibold,
    whiteSpace: 'nowrap',
  },
});

/** Icon and word in the colour of the action; `text` replaces the word ("Add 12 members"). */
export function ActionBadge({ look, text }: { readonly look: Look; readonly text?: string }) {
  const styles = useStyles();
  const { icon: Icon, foreground, background } = lookTable[look];
  return (
    <span className={styles.badge} style={{ color: foreground, backgroundColor: background }}>
      <Icon aria-hidden fontSize={16} />
      {text ?? commonStrings.looks[look]}
    </span>
  );
}

import { CounterBadge, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useAppStore } from './app-store.ts';
import { openScreen, useNavigation } from './navigation.ts';
import { railScreens, type ScreenEntry } from './screens.ts';
import { frameStrings } from '../strings/frame.ts';

const useStyles = makeStyles({
  rail: { display: 'flex', flexDirection: 'column', width: '184px', flexShrink: 0, padding: tokens.spacingHorizontalS, gap: tokens.spacingVerticalXXS, backgroundColor: tokens.colorNeutralBackground2, borderRight: `1px solid ${tokens.colorNeutralStroke2}` },
  item: {
    position: 'relative',
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    height: '40px',
    padding: `0 ${tokens.spacingHorizontalM}`,
    border: 'none',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: 'transparent',
    color: tokens.colorNeutralForeground2,
    fontFamily: 'inherit',
    fontSize: tokens.fontSizeBase300,
    textAlign: 'left',
    cursor: 'pointer',
    ':hover': { backgroundColor: tokens.colorNeutralBackground2Hover, color: tokens.colorNeutralForeground1 },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  },
  current: { backgroundColor: tokens.colorNeutralBackground2Selected, color: tokens.colorNeutralForeground1, fontWeight: tokens.fontWeightSemibold, boxShadow: `inset 3px 0 0 ${tokens.colorCompoundBrandBackground}` },
  label: { flex: 1 },
  hidden: { position: 'absolute', width: '1px', height: '1px', overflow: 'hidden', clipPath: 'inset(50%)' },
});

function Item({ entry: { id, icon: Icon, count } }: { readonly entry: ScreenEntry }) {
  const styles = useStyles();
  const current = useNavigation(({ screen }) => screen === id);
  const open = useAppStore(({ app }) => (app === null ? 0 : (count?.(app) ?? 0)));
  const name = frameStrings.screens[id];
  return (
    <button type="button" className={mergeClasses(styles.item, current && styles.current)} aria-current={current ? 'page' : undefined} onClick={() => openScreen(id)}>
      <Icon fontSize={20} aria-hidden />
      <span className={styles.label}>{name}</span>
      {open === 0 ? null : <CounterBadge count={open} overflowCount={999} color={id === 'health' ? 'danger' : 'brand'} />}
      {open === 0 ? null : <span className={styles.hidden}> {frameStrings.open}</span>}
    </button>
  );
}

export function Rail() {
  const styles = useStyles();
  return (
    <nav className={styles.rail} aria-label={frameStrings.navigation}>
      {railScreens.map((entry) => (
        <Item key={entry.id} entry={entry} />
      ))}
    </nav>
  );
}

import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { frameStrings } from '../strings/frame.ts';
import { CommandPalette } from './palette.tsx';
import { ProfileSwitcher } from './profile-switcher.tsx';
import { StatePill } from './state-pill.tsx';
import { SyncButton } from './sync-button.tsx';

const useStyles = makeStyles({
  bar: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalL, height: '48px', flexShrink: 0, padding: `0 ${tokens.spacingHorizontalL}`, borderBottom: `1px solid ${tokens.colorNeutralStroke2}`, backgroundColor: tokens.colorNeutralBackground2 },
  state: { flex: 1, minWidth: 0, display: 'flex' },
});

export function TopBar() {
  const styles = useStyles();
  return (
    <header className={styles.bar}>
      <Text weight="semibold" size={400}>
        {frameStrings.productName}
      </Text>
      <ProfileSwitcher />
      <div className={styles.state}>
        <StatePill />
      </div>
      <CommandPalette />
      <SyncButton />
    </header>
  );
}

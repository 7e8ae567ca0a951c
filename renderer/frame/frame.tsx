import { makeStyles, Spinner, tokens } from '@fluentui/react-components';
import { useEffect } from 'react';
import { on } from '../api.ts';
import { frameStrings } from '../strings/frame.ts';
import { commonStrings } from '../strings/common.ts';
import { useAppStore } from './app-store.ts';
import { isScreen, openScreen, useNavigation } from './navigation.ts';
import { HomeScreen } from '../features/home/home-screen.tsx';
import { Rail } from './rail.tsx';
import { railScreens, setupScreen as Setup } from './screens.ts';
import { TopBar } from './top-bar.tsx';

const useStyles = makeStyles({
  frame: { display: 'flex', flexDirection: 'column', height: '100%', backgroundColor: tokens.colorNeutralBackground1, color: tokens.colorNeutralForeground1 },
  below: { display: 'flex', flex: 1, minHeight: 0 },
  screen: { flex: 1, minWidth: 0, minHeight: 0 },
  waiting: { height: '100%' },
});

/** The window: setup alone while there is no profile, else rail, top bar and one screen. */
export function Frame() {
  const styles = useStyles();
  const app = useAppStore((store) => store.app);
  const screen = useNavigation((navigation) => navigation.screen);
  useEffect(() => on('navigate', ({ screen: wanted }) => { if (isScreen(wanted)) openScreen(wanted); }), []);
  // The setup is for who has no profile, which is not known before.
  if (app === null || (!app.loaded && app.worker === 'starting')) return <Spinner className={styles.waiting} label={commonStrings.loading} />;
  if (app.activeProfileId === null || screen === 'setup') {
    return (
      <main className={styles.frame} aria-label={frameStrings.screens.setup}>
        <Setup />
      </main>
    );
  }
  const Screen = railScreens.find(({ id }) => id === screen)?.component ?? HomeScreen;
  return (
    <div className={styles.frame}>
      <TopBar />
      <div className={styles.below}>
        <Rail />
        <main className={styles.screen}>
          <Screen />
        </main>
      </div>
    </div>
  );
}

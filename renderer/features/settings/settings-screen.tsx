import { Body1, Button, Caption1, makeStyles, MessageBar, MessageBarBody, Radio, RadioGroup, Skeleton, SkeletonItem, Subtitle2, Tab, TabList, Toast, ToastBody, ToastTitle, tokens, useToastController } from '@fluentui/react-components';
import { useCallback, useEffect, useState } from 'react';
import type { SettingsState } from '../../../shared/ipc/settings.ts';
import { themeChoices, type ProfileEntry } from '../../../shared/ipc/state.ts';
import { call, refusalFrom } from '../../api.ts';
import { Page } from '../../components/page.tsx';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { useActiveProfile, useAppStore } from '../../frame/app-store.ts';
import { useNavigation } from '../../frame/navigation.ts';
import { toasterId } from '../../frame/toasts.ts';
import { useCall } from '../../hooks/use-call.ts';
import { commonStrings } from '../../strings/common.ts';
import { settingsStrings } from '../../strings/settings.ts';
import { ScheduleEditor } from '../configuration/schedule-editor.tsx';
import { NotificationsTab } from './notifications-tab.tsx';
import { ProfilesTab } from './profiles-tab.tsx';

const tabs = ['profiles', 'schedule', 'notifications', 'app'] as const;
type TabName = (typeof tabs)[number];

const useStyles = makeStyles({
  body: { paddingTop: tokens.spacingVerticalL },
  narrow: { maxWidth: '720px', display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXL },
  section: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
  title: { margin: 0 },
  quiet: { color: tokens.colorNeutralForeground2 },
  facts: { display: 'grid', gridTemplateColumns: 'max-content minmax(0, 1fr)', columnGap: tokens.spacingHorizontalL, rowGap: tokens.spacingVerticalXS, margin: 0, overflowWrap: 'anywhere' },
  fact: { margin: 0 },
});

/** Saved with every change: there is nothing to lose. */
function ScheduleTab({ state, profile, onSaved }: { readonly state: SettingsState; readonly profile: ProfileEntry; readonly onSaved: () => void }) {
  const styles = useStyles();
  const info = useCall('app.info', null);
  const places = useCall('settings.places', { profileId: profile.id });
  const order = places.state === 'ready' && info.state === 'ready' ? { program: info.value.program, profileName: profile.name, profilePath: places.value.profile, dataFolder: places.value.dataFolder } : null;
  return (
    <div className={styles.narrow}>
      <ScheduleEditor value={state.settings.schedule} order={order} platform={info.state === 'ready' ? info.value.platform : ''} onChange={(schedule) => void call('settings.save', { change: { schedule } }).then(onSaved)} />
    </div>
  );
}

function AppTab() {
  const styles = useStyles();
  const theme = useAppStore(({ app }) => app?.theme ?? 'system');
  const info = useCall('app.info', null);
  const { dispatchToast } = useToastController(toasterId);
  const { app: words } = settingsStrings;
  const save = async (): Promise<void> => {
    try {
      const saved = await call('app.exportDiagnostics', null);
      if (saved !== null) dispatchToast(<Toast><ToastTitle>{words.diagnosticsSaved}</ToastTitle><ToastBody>{saved.path}</ToastBody></Toast>, { intent: 'success' });
    } catch (error) {
      const { message, fix } = refusalFrom(error);
      dispatchToast(<Toast><ToastTitle>{message}</ToastTitle><ToastBody>{fix}</ToastBody></Toast>, { intent: 'error', timeout: -1 });
    }
  };
  return (
    <div className={styles.narrow}>
      <section className={styles.section}>
        <Subtitle2 as="h2" className={styles.title}>{words.theme}</Subtitle2>
        <RadioGroup aria-label={words.theme} value={theme} onChange={(_event, { value }) => void call('app.setTheme', { theme: themeChoices.find((each) => each === value) ?? 'system' })}>
          {themeChoices.map((each) => (
            <Radio key={each} value={each} label={words.themes[each]} />
          ))}
        </RadioGroup>
      </section>
      <section className={styles.section}>
        <Subtitle2 as="h2" className={styles.title}>{words.diagnostics}</Subtitle2>
        <Caption1 className={styles.quiet}>{words.diagnosticsText}</Caption1>
        <Button style={{ alignSelf: 'start' }} onClick={() => void save()}>{words.diagnosticsSave}</Button>
      </section>
      {info.state !== 'ready' ? null : (
        <section className={styles.section}>
          <Subtitle2 as="h2" className={styles.title}>{words.about}</Subtitle2>
          <dl className={styles.facts}>
            {([[words.version, info.value.version], [words.shell, `${info.value.shell} ${info.value.shellVersion} (${info.value.platform})`], [words.folder, info.value.folder]] as const).map(([name, value]) => [
              <dt key={`${name} name`} className={styles.quiet}>{name}</dt>,
              <dd key={`${name} value`} className={styles.fact}><Body1>{value}</Body1></dd>,
            ])}
          </dl>
        </section>
      )}
    </div>
  );
}

/** Parameter: `tab`. */
export function SettingsScreen() {
  const styles = useStyles();
  const profile = useActiveProfile();
  const { parameters, turn } = useNavigation();
  const [tab, setTab] = useState<TabName>('profiles');
  const [saves, setSaves] = useState(0);
  const answer = useCall('settings.read', null);
  const { reload } = answer;
  const onSaved = useCallback(() => setSaves((before) => before + 1), []);
  useEffect(reload, [saves, reload]);
  useEffect(() => {
    const wanted = tabs.find((each) => each === parameters['tab']);
    if (wanted !== undefined) setTab(wanted);
  }, [turn, parameters]);
  const state = answer.state === 'ready' ? answer.value : null;
  return (
    <Page title={settingsStrings.title} subtitle={settingsStrings.subtitle}>
      <TabList selectedValue={tab} onTabSelect={(_event, { value }) => setTab(tabs.find((each) => each === value) ?? 'profiles')}>
        {tabs.map((each) => (
          <Tab key={each} value={each}>{settingsStrings.tabs[each]}</Tab>
        ))}
      </TabList>
      <div className={styles.body}>
        {answer.state === 'failed' ? <ProblemPanel refusal={answer.refusal} onRetry={reload} /> : null}
        {state === null || state.broken === null ? null : (
          <MessageBar intent="warning" layout="multiline">
            <MessageBarBody>{settingsStrings.broken(state.broken)}</MessageBarBody>
          </MessageBar>
        )}
        {state === null ? (
          <Skeleton aria-label={commonStrings.loading}>
            <SkeletonItem style={{ height: 240 }} />
          </Skeleton>
        ) : tab === 'profiles' ? (
          <ProfilesTab />
        ) : tab === 'schedule' ? (
          profile === null ? null : <ScheduleTab key={profile.id} state={state} profile={profile} onSaved={onSaved} />
        ) : tab === 'notifications' ? (
          <NotificationsTab key={JSON.stringify(state.settings.notifications)} state={state} onSaved={onSaved} />
        ) : (
          <AppTab />
        )}
      </div>
    </Page>
  );
}

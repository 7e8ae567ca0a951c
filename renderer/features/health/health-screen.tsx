import { Button, makeStyles, Menu, MenuItem, MenuList, MenuPopover, MenuTrigger, Skeleton, SkeletonItem, Subtitle1, Tab, TabList, Toast, ToastBody, ToastTitle, tokens, useToastController } from '@fluentui/react-components';
import { ArrowDownloadRegular } from '@fluentui/react-icons';
import { useEffect, useState } from 'react';
import type { HealthOverview } from '../../../shared/ipc/health.ts';
import type { ProfileEntry } from '../../../shared/ipc/state.ts';
import { call, refusalFrom } from '../../api.ts';
import { Page } from '../../components/page.tsx';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { useActiveProfile } from '../../frame/app-store.ts';
import { useNavigation } from '../../frame/navigation.ts';
import { toasterId } from '../../frame/toasts.ts';
import { commonStrings } from '../../strings/common.ts';
import { healthStrings } from '../../strings/health.ts';
import { OpenAlerts, ResolvedAlerts } from './alert-list.tsx';
import { HealthCharts } from './charts.tsx';
import { ConnectorCard } from './connector-card.tsx';
import { RunHistory } from './history.tsx';
import { useHealth } from './use-health.ts';

const useStyles = makeStyles({
  body: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXL, paddingTop: tokens.spacingVerticalM },
  section: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  title: { margin: 0 },
  cards: { display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(320px, 1fr))', gap: tokens.spacingHorizontalL, alignItems: 'start' },
});

const tabs = ['overview', 'charts', 'history'] as const;
type TabName = (typeof tabs)[number];

function Overview({ health }: { readonly health: HealthOverview }) {
  const styles = useStyles();
  return (
    <>
      <section className={styles.section}>
        <Subtitle1 as="h2" className={styles.title}>{healthStrings.alerts.title}</Subtitle1>
        <OpenAlerts alerts={health.open} />
      </section>
      <section className={styles.section}>
        <Subtitle1 as="h2" className={styles.title}>{healthStrings.connectors.title}</Subtitle1>
        <div className={styles.cards}>
          {health.connectors.map((connector) => (
            <ConnectorCard key={`${connector.side} ${connector.name}`} connector={connector} />
          ))}
        </div>
      </section>
      <section className={styles.section}>
        <Subtitle1 as="h2" className={styles.title}>{healthStrings.alerts.resolvedTitle}</Subtitle1>
        <ResolvedAlerts alerts={health.resolved} />
      </section>
    </>
  );
}

function stateOf({ state, open }: HealthOverview): string {
  const { states } = healthStrings;
  return state === 'warning' || state === 'error' ? states[state](open.length) : states[state];
}

function ExportReport({ profileId }: { readonly profileId: string }) {
  const { dispatchToast } = useToastController(toasterId);
  const { export: words } = healthStrings;
  const save = async (format: 'csv' | 'html'): Promise<void> => {
    try {
      const chosen = await call('app.chooseSaveFile', { suggestedName: `causeway-health.${format}` });
      if (chosen === null) return;
      const { path, rows } = await call('health.export', { profileId, format, path: chosen.path });
      dispatchToast(<Toast><ToastTitle>{words.done(rows)}</ToastTitle><ToastBody>{path}</ToastBody></Toast>, { intent: 'success' });
    } catch (error) {
      const { message, fix } = refusalFrom(error);
      dispatchToast(<Toast><ToastTitle>{message}</ToastTitle><ToastBody>{fix}</ToastBody></Toast>, { intent: 'error', timeout: -1 });
    }
  };
  return (
    <Menu positioning="below-end">
      <MenuTrigger disableButtonEnhancement>
        <Button icon={<ArrowDownloadRegular />}>{words.button}</Button>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          <MenuItem onClick={() => void save('csv')}>{words.csv}</MenuItem>
          <MenuItem onClick={() => void save('html')}>{words.html}</MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}

function Screen({ profile }: { readonly profile: ProfileEntry }) {
  const styles = useStyles();
  const { parameters, turn } = useNavigation();
  const [tab, setTab] = useState<TabName>('overview');
  const { answer, runsTurn } = useHealth(profile.id);
  useEffect(() => {
    const wanted = tabs.find((each) => each === parameters['tab']);
    if (wanted !== undefined) setTab(wanted);
  }, [turn, parameters]);
  const health = answer.state === 'ready' ? answer.value : null;
  return (
    <Page title={healthStrings.title} subtitle={health === null ? undefined : stateOf(health)} actions={<ExportReport profileId={profile.id} />}>
      <TabList selectedValue={tab} onTabSelect={(_event, { value }) => setTab(tabs.find((each) => each === value) ?? 'overview')}>
        {tabs.map((each) => (
          <Tab key={each} value={each}>{healthStrings.tabs[each]}</Tab>
        ))}
      </TabList>
      <div className={styles.body}>
        {answer.state === 'failed' ? <ProblemPanel refusal={answer.refusal} onRetry={answer.reload} /> : null}
        {answer.state === 'loading' ? (
          <Skeleton aria-label={commonStrings.loading}>
            <SkeletonItem style={{ height: 320 }} />
          </Skeleton>
        ) : null}
        {health === null ? null : tab === 'overview' ? <Overview health={health} /> : tab === 'charts' ? <HealthCharts runs={health.runs} /> : <RunHistory profileId={profile.id} turn={runsTurn} />}
      </div>
    </Page>
  );
}

/** Alerts, connectors, charts and the run history. Parameter: `tab`. */
export function HealthScreen() {
  const profile = useActiveProfile();
  return profile === null ? null : <Screen key={profile.id} profile={profile} />;
}

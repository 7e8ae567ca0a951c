import { Caption1, makeStyles, Skeleton, SkeletonItem, Tab, TabList, tokens } from '@fluentui/react-components';
import { OptionsRegular } from '@fluentui/react-icons';
import { useEffect, useState } from 'react';
import type { FlowRow } from '../../../shared/ipc/configuration.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { Page } from '../../components/page.tsx';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { TimeAgo } from '../../components/time-ago.tsx';
import { useActiveProfile, useAppStore } from '../../frame/app-store.ts';
import { useCall } from '../../hooks/use-call.ts';
import { commonStrings } from '../../strings/common.ts';
import { rulesStrings } from '../../strings/configuration.ts';
import { EditProfilePart } from '../configuration/edit-profile.tsx';
import { FlowTable } from '../configuration/flow-table.tsx';
import { ExclusionTable } from './exclusion-table.tsx';

type TabId = keyof typeof rulesStrings.tabs;
const tabs = Object.keys(rulesStrings.tabs) as readonly TabId[];

const useStyles = makeStyles({
  tabs: { flexWrap: 'wrap' },
  body: { flex: 1, minHeight: 0, paddingTop: tokens.spacingVerticalM },
  view: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS, height: '100%', minHeight: 0 },
  grow: { flex: 1, minHeight: 0 },
  muted: { color: tokens.colorNeutralForeground2 },
});

function RuleView({ profileId, tab }: { readonly profileId: string; readonly tab: 'flows' | 'exclusions' }) {
  const styles = useStyles();
  const configuration = useCall('configuration.read', { profileId });
  const table = useCall('configuration.flows', configuration.state === 'ready' ? { rules: configuration.value.rules } : undefined);
  const use = useCall('configuration.use', { profileId });
  const lastRunEnded = useAppStore(({ app }) => app?.status?.lastRun?.endedAt ?? null);
  const { reload } = use;
  useEffect(() => reload(), [reload, lastRunEnded]);
  for (const asked of [configuration, table, use]) if (asked.state === 'failed') return <ProblemPanel refusal={asked.refusal} onRetry={asked.reload} />;
  if (table.state !== 'ready' || use.state !== 'ready') return <Skeleton aria-label={commonStrings.loading}>{[0, 1, 2, 3, 4, 5].map((row) => <SkeletonItem key={row} size={32} />)}</Skeleton>;
  const { at, flows, exclusions } = use.value;
  const count = (pick: 'objects' | 'withValue') => ({ key }: FlowRow): string => flows[key]?.[pick].toLocaleString('en') ?? '–';
  const extra = [
    { name: rulesStrings.columns.origin, of: ({ origin, precedence }: FlowRow) => `${rulesStrings.origins[origin]} ${precedence}` },
    { name: rulesStrings.columns.objects, of: count('objects') },
    { name: rulesStrings.columns.withValue, of: count('withValue') },
  ];
  return (
    <div className={styles.view}>
      <div className={styles.grow}>{tab === 'flows' ? <FlowTable table={table.value} extra={extra} tall /> : <ExclusionTable rows={exclusions} />}</div>
      <Caption1 className={styles.muted}>{at === null ? rulesStrings.notCounted : <>{rulesStrings.asOf} <TimeAgo at={at} />.</>}</Caption1>
    </div>
  );
}

/** Flows and exclusions with what they apply to, and every part of the configuration that decides them. */
export function RulesScreen() {
  const styles = useStyles();
  const profile = useActiveProfile();
  const [tab, setTab] = useState<TabId>('flows');
  if (profile === null) return <EmptyState icon={OptionsRegular} title={rulesStrings.noProfile} text={rulesStrings.noProfileText} />;
  return (
    <Page title={rulesStrings.title} subtitle={rulesStrings.subtitle} fixed>
      <TabList className={styles.tabs} selectedValue={tab} onTabSelect={(_event, { value }) => setTab(value as TabId)}>
        {tabs.map((each) => <Tab key={each} value={each}>{rulesStrings.tabs[each]}</Tab>)}
      </TabList>
      <div className={styles.body}>
        {tab === 'flows' || tab === 'exclusions' ? <RuleView profileId={profile.id} tab={tab} /> : <EditProfilePart key={`${profile.id} ${tab}`} profileId={profile.id} part={tab} label={rulesStrings.tabs[tab]} />}
      </div>
    </Page>
  );
}

import { Body1, Body1Strong, Button, Caption1, makeStyles, mergeClasses, Skeleton, SkeletonItem, Subtitle1, tokens } from '@fluentui/react-components';
import { ArrowRightRegular, BranchForkRegular, CalendarClockRegular, CheckmarkCircleRegular, EditRegular, EyeRegular, HandRightRegular, HistoryRegular, PauseCircleRegular, PeopleCheckmarkRegular, WarningRegular, type FluentIcon } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import type { HealthOverview } from '../../../shared/ipc/health.ts';
import type { AppState, ProfileEntry } from '../../../shared/ipc/state.ts';
import { Page } from '../../components/page.tsx';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { TimeAgo } from '../../components/time-ago.tsx';
import { useActiveProfile, useAppStore } from '../../frame/app-store.ts';
import { openScreen } from '../../frame/navigation.ts';
import { useStartRun } from '../../frame/start-run.tsx';
import { pillOf } from '../../frame/pill-text.ts';
import { useNow } from '../../hooks/use-now.ts';
import { commonStrings } from '../../strings/common.ts';
import { homeStrings } from '../../strings/home.ts';
import { inScreenWords } from '../../strings/profile-keys.ts';
import { sinceYesterday } from '../health/chart-data.ts';
import { ConnectorCard } from '../health/connector-card.tsx';
import { OutcomeLabel, RunTable } from '../health/run-table.tsx';
import { useHealth } from '../health/use-health.ts';
import { OtherToolBanner } from './other-tool-banner.tsx';

const useStyles = makeStyles({
  home: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXL },
  section: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  head: { display: 'flex', alignItems: 'center', justifyContent: 'space-between' },
  title: { margin: 0 },
  tiles: { display: 'grid', gridTemplateColumns: 'repeat(4, minmax(0, 1fr))', gap: tokens.spacingHorizontalM },
  tile: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXXS, minWidth: 0, padding: tokens.spacingHorizontalL, border: `1px solid ${tokens.colorNeutralStroke2}`, borderRadius: tokens.borderRadiusLarge },
  tileName: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalS, color: tokens.colorNeutralForeground2 },
  tileValue: { fontSize: tokens.fontSizeBase500, lineHeight: tokens.lineHeightBase500, fontWeight: tokens.fontWeightSemibold, fontVariantNumeric: 'tabular-nums' },
  quiet: { color: tokens.colorNeutralForeground2 },
  needs: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS, margin: 0, padding: 0, listStyleType: 'none' },
  need: { display: 'grid', gridTemplateColumns: '32px minmax(0, 1fr) auto', columnGap: tokens.spacingHorizontalM, alignItems: 'center', padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL}`, border: `1px solid ${tokens.colorNeutralStroke2}`, borderLeft: `4px solid ${tokens.colorStatusWarningBorderActive}`, borderRadius: tokens.borderRadiusMedium, overflowWrap: 'anywhere' },
  severe: { borderLeftColor: tokens.colorStatusDangerBorderActive },
  needTexts: { display: 'flex', flexDirection: 'column', minWidth: 0 },
  nothing: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalS, color: tokens.colorStatusSuccessForeground1 },
  cards: { display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(320px, 1fr))', gap: tokens.spacingHorizontalL, alignItems: 'start' },
});

type Need = { readonly id: string; readonly icon: FluentIcon; readonly severe: boolean; readonly title: string; readonly text: string; readonly action: string; readonly act: () => void };

/** What waits for a person, the worst first. */
function needsOf(app: AppState, profile: ProfileEntry, health: HealthOverview, preview: () => void): readonly Need[] {
  const { needs: words } = homeStrings;
  const { status } = app;
  const alerts = health.open.filter(({ id }) => id !== 'protectionTripped').map(({ id, severity, text, fix }): Need => ({ id, icon: WarningRegular, severe: severity === 'error', title: inScreenWords(text), text: inScreenWords(fix), action: words.alertAction, act: () => openScreen('health') }));
  const held = status?.heldByProtection ?? 0;
  const conflicts = status?.openConflicts ?? 0;
  const planId = status?.lastRun === null || status?.lastRun === undefined ? null : health.runs.find(({ id }) => id === status.lastRun?.id)?.planId;
  return [
    ...alerts.filter(({ severe }) => severe),
    ...(status?.changed === 'unseen' ? [{ id: 'unseen', icon: EyeRegular, severe: false, title: words.unseen, text: words.unseenText, action: words.unseenAction, act: preview }] : []),
    ...(status?.changed === 'shown' ? [{ id: 'shown', icon: EyeRegular, severe: false, title: words.shown, text: words.shownText, action: words.shownAction, act: () => openScreen('plan') }] : []),
    ...(held === 0 ? [] : [{ id: 'held', icon: HandRightRegular, severe: false, title: words.held(held), text: words.heldText, action: words.heldAction, act: () => openScreen('plan', { hold: 'protection', ...(planId === null || planId === undefined ? {} : { plan: planId }) }) }]),
    ...(conflicts === 0 ? [] : [{ id: 'conflicts', icon: BranchForkRegular, severe: false, title: words.conflicts(conflicts), text: words.conflictsText, action: words.conflictsAction, act: () => openScreen('conflicts') }]),
    ...alerts.filter(({ severe }) => !severe),
    ...(profile.stagingMode ? [{ id: 'staging', icon: PauseCircleRegular, severe: false, title: words.staging, text: words.stagingText, action: words.stagingAction, act: () => openScreen('rules') }] : []),
  ];
}

function Needs({ needs }: { readonly needs: readonly Need[] }) {
  const styles = useStyles();
  const { needs: words } = homeStrings;
  return (
    <section className={styles.section} aria-label={words.title}>
      <Subtitle1 as="h2" className={styles.title}>{words.title}</Subtitle1>
      {needs.length === 0 ? (
        <div className={styles.nothing}>
          <CheckmarkCircleRegular fontSize={20} aria-hidden />
          <Body1>{words.nothing}</Body1>
        </div>
      ) : (
        <ul className={styles.needs}>
          {needs.map(({ id, icon: Icon, severe, title, text, action, act }) => (
            <li key={id} className={mergeClasses(styles.need, severe && styles.severe)} data-need={id}>
              <Icon fontSize={24} aria-hidden />
              <div className={styles.needTexts}>
                <Body1Strong>{title}</Body1Strong>
                <Body1 className={styles.quiet}>{text}</Body1>
              </div>
              <Button iconPosition="after" icon={<ArrowRightRegular />} onClick={act}>{action}</Button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Tile({ icon: Icon, name, value, text }: { readonly icon: FluentIcon; readonly name: string; readonly value: ReactNode; readonly text: ReactNode }) {
  const styles = useStyles();
  return (
    <div className={styles.tile}>
      <div className={styles.tileName}>
        <Icon fontSize={20} aria-hidden /> <Body1>{name}</Body1>
      </div>
      <div className={styles.tileValue}>{value}</div>
      <Caption1 className={styles.quiet}>{text}</Caption1>
    </div>
  );
}

function Tiles({ app, health }: { readonly app: AppState; readonly health: HealthOverview }) {
  const styles = useStyles();
  const now = useNow();
  const { tiles: words } = homeStrings;
  const last = app.status?.lastRun ?? null;
  const waits = app.status !== null && app.status.changed !== 'no';
  const day = sinceYesterday(health.runs, now);
  const { users, groups } = health.linked;
  return (
    <div className={styles.tiles}>
      <Tile icon={HistoryRegular} name={words.lastRun} value={last === null ? words.never : <TimeAgo at={last.endedAt ?? last.startedAt} />} text={last === null ? '' : app.status?.synchronizedByOther === true && last.outcome === 'success' ? words.otherTool : <OutcomeLabel outcome={last.outcome} />} />
      <Tile icon={CalendarClockRegular} name={words.nextRun} value={app.run !== null ? words.running : waits ? words.waits : app.nextRunAt === null ? words.off : <TimeAgo at={app.nextRunAt} />} text={waits ? words.waitsText : app.nextRunAt === null ? words.offText : words.nextText} />
      <Tile icon={PeopleCheckmarkRegular} name={words.linked} value={(users + groups).toLocaleString('en')} text={words.linkedText(users, groups)} />
      <Tile icon={EditRegular} name={words.day} value={words.writes(day.writes)} text={words.dayText(day.runs, day.failed)} />
    </div>
  );
}

function Content({ app, profile, health }: { readonly app: AppState; readonly profile: ProfileEntry; readonly health: HealthOverview }) {
  const styles = useStyles();
  const { recent } = homeStrings;
  const start = useStartRun(profile.id);
  const preview = (): void => start('preview');
  const runs = health.runs.toReversed().slice(0, 5);
  return (
    <div className={styles.home}>
      <Tiles app={app} health={health} />
      <Needs needs={needsOf(app, profile, health, preview)} />
      <section className={styles.section} aria-label={homeStrings.connectors}>
        <Subtitle1 as="h2" className={styles.title}>{homeStrings.connectors}</Subtitle1>
        <div className={styles.cards}>
          {health.connectors.map((connector) => (
            <ConnectorCard key={`${connector.side} ${connector.name}`} connector={connector} brief />
          ))}
        </div>
      </section>
      <section className={styles.section} aria-label={recent.title}>
        <div className={styles.head}>
          <Subtitle1 as="h2" className={styles.title}>{recent.title}</Subtitle1>
          {runs.length === 0 ? <Button onClick={preview}>{recent.preview}</Button> : <Button appearance="subtle" iconPosition="after" icon={<ArrowRightRegular />} onClick={() => openScreen('health', { tab: 'history' })}>{recent.all}</Button>}
        </div>
        {runs.length === 0 ? <Body1 className={styles.quiet}>{recent.none}</Body1> : <RunTable runs={runs} />}
      </section>
    </div>
  );
}

function Screen({ app, profile }: { readonly app: AppState; readonly profile: ProfileEntry }) {
  const now = useNow();
  const { answer } = useHealth(profile.id);
  return (
    <Page title={profile.name} subtitle={pillOf(app, now).text}>
      <OtherToolBanner />
      {answer.state === 'failed' ? <ProblemPanel refusal={answer.refusal} onRetry={answer.reload} /> : null}
      {answer.state === 'loading' ? (
        <Skeleton aria-label={commonStrings.loading}>
          <SkeletonItem style={{ height: 320 }} />
        </Skeleton>
      ) : null}
      {answer.state === 'ready' ? <Content app={app} profile={profile} health={answer.value} /> : null}
    </Page>
  );
}

/** Where the profile stands, what waits for a person, how both sides are. */
export function HomeScreen() {
  const app = useAppStore((store) => store.app);
  const profile = useActiveProfile();
  return app === null || profile === null ? null : <Screen key={profile.id} app={app} profile={profile} />;
}

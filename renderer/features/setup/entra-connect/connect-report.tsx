import { Body1, Body1Strong, Caption1, makeStyles, mergeClasses, SearchBox, Subtitle2, ToggleButton, tokens } from '@fluentui/react-components';
import { CheckmarkCircleRegular, DismissCircleRegular, WarningRegular, type FluentIcon } from '@fluentui/react-icons';
import { useState } from 'react';
import { takeovers, type ImportEntry, type Takeover } from '../../../../shared/entra-connect.ts';
import type { ConnectReport } from '../../../../shared/ipc/setup.ts';
import { entraConnectStrings as words } from '../../../strings/entra-connect.ts';
import { shownEntries } from './report-filter.ts';

const useStyles = makeStyles({
  report: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL },
  bar: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  search: { flex: '1 1 260px', maxWidth: '400px' },
  quiet: { color: tokens.colorNeutralForeground2 },
  group: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
  head: { margin: 0, display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalS },
  taken: { color: tokens.colorStatusSuccessForeground1 },
  differently: { color: tokens.colorBrandForeground1 },
  notTaken: { color: tokens.colorStatusWarningForeground1 },
  list: { margin: 0, padding: 0, listStyleType: 'none', border: `1px solid ${tokens.colorNeutralStroke2}`, borderRadius: tokens.borderRadiusMedium },
  entry: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXXS, padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL}`, overflowWrap: 'anywhere', borderBottom: `1px solid ${tokens.colorNeutralStroke3}`, ':last-child': { borderBottomStyle: 'none' } },
  first: { display: 'flex', flexWrap: 'wrap', columnGap: tokens.spacingHorizontalM },
});

const icons: Readonly<Record<Takeover, FluentIcon>> = { taken: CheckmarkCircleRegular, differently: WarningRegular, notTaken: DismissCircleRegular };

function Entry({ entry: { takeover, setting, value, text, fix, place } }: { readonly entry: ImportEntry }) {
  const styles = useStyles();
  return (
    <li className={styles.entry} data-takeover={takeover}>
      <span className={styles.first}>
        <Body1Strong>{setting}</Body1Strong>
        {value === '' ? null : <Body1 className={styles.quiet}>{value}</Body1>}
      </span>
      <Body1>{text}</Body1>
      {fix === null ? null : <Body1>{words.todo}: {fix}</Body1>}
      {place === null || takeover === 'taken' ? null : <Caption1 className={styles.quiet}>{words.place}: {place}</Caption1>}
    </li>
  );
}

/** What becomes of each setting, by outcome: what is not taken over first, for that is where something has to be done. */
export function ConnectReportView({ report }: { readonly report: ConnectReport }) {
  const styles = useStyles();
  const [text, setText] = useState('');
  const [only, setOnly] = useState<Takeover | null>(null);
  const counts = new Map(takeovers.map((takeover) => [takeover, report.entries.filter((entry) => entry.takeover === takeover).length]));
  const entries = shownEntries(report.entries, only, text);
  return (
    <div className={styles.report} data-testid="connect-report">
      <Body1>
        {words.summary(report.entries.length)} {report.forests > 1 ? words.forests(report.forests) : ''}
      </Body1>
      <Caption1 className={styles.quiet}>
        {words.from} {report.path}
      </Caption1>
      <div className={styles.bar} role="group" aria-label={words.show}>
        <ToggleButton checked={only === null} onClick={() => setOnly(null)}>{words.count(words.all, report.entries.length)}</ToggleButton>
        {takeovers.toReversed().map((takeover) => (
          <ToggleButton key={takeover} checked={only === takeover} onClick={() => setOnly(only === takeover ? null : takeover)}>
            {words.count(words.takeovers[takeover], counts.get(takeover) ?? 0)}
          </ToggleButton>
        ))}
        <SearchBox className={styles.search} aria-label={words.search} placeholder={words.search} value={text} onChange={(_event, { value }) => setText(value)} />
        <Caption1 className={styles.quiet} role="status">{words.shown(entries.length, report.entries.length)}</Caption1>
      </div>
      {entries.length === 0 ? <Body1 className={styles.quiet}>{words.none}</Body1> : null}
      {takeovers.toReversed().map((takeover) => {
        const Icon = icons[takeover];
        const own = entries.filter((entry) => entry.takeover === takeover);
        if (own.length === 0) return null;
        return (
          <section key={takeover} className={styles.group} aria-label={words.takeovers[takeover]}>
            <Subtitle2 as="h2" className={mergeClasses(styles.head, styles[takeover])}>
              <Icon fontSize={20} aria-hidden /> {words.count(words.takeovers[takeover], own.length)}
            </Subtitle2>
            <ul className={styles.list}>
              {own.map((entry) => (
                <Entry key={`${entry.setting} ${entry.value} ${entry.place ?? ''} ${entry.text}`} entry={entry} />
              ))}
            </ul>
          </section>
        );
      })}
    </div>
  );
}

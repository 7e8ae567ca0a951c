import { Body1, Caption1, makeStyles, Subtitle2, Switch, tokens } from '@fluentui/react-components';
import type { MatchExpectation } from '../../../shared/ipc/configuration.ts';
import type { Profile } from '../../../shared/profile.ts';
import type { Situation } from '../../../shared/situation.ts';
import { ActionBadge } from '../../components/action-badge.tsx';
import type { Look } from '../../components/looks.ts';
import { TimeAgo } from '../../components/time-ago.tsx';
import { configurationStrings } from '../../strings/configuration.ts';
import { Choices } from './choices.tsx';

const words = configurationStrings.matching;

export type MatchingPolicies = Pick<Profile['policies'], 'softMatch' | 'matchGroupsByName' | 'drift'>;

const useStyles = makeStyles({
  editor: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXL },
  block: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS },
  title: { margin: 0 },
  muted: { color: tokens.colorNeutralForeground2 },
  list: { margin: 0, padding: 0, listStyleType: 'none', display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS },
  row: { display: 'grid', gridTemplateColumns: '88px 72px minmax(0, 1fr)', alignItems: 'center', columnGap: tokens.spacingHorizontalM },
  number: { fontVariantNumeric: 'tabular-nums', fontWeight: tokens.fontWeightSemibold, textAlign: 'right' },
});

type Line = { readonly key: string; readonly look: Look; readonly count: number; readonly text: string };

/** What the last plan says about objects that were in the tenant, as lines; what there is none of is left out. */
export function matchLines({ users, groups, held }: MatchExpectation): readonly Line[] {
  const situationWords: Partial<Record<Situation, string>> = words.situations;
  const lines: readonly Line[] = [
    { key: 'hard', look: 'link', count: users.hard, text: words.tiles.hard },
    { key: 'soft', look: 'link', count: users.soft, text: words.tiles.soft },
    { key: 'groups', look: 'link', count: groups.link, text: words.tiles.groups },
    { key: 'create', look: 'create', count: users.create + groups.create, text: words.tiles.create },
    ...held.map(({ situation, count }) => ({ key: situation, look: 'held' as const, count, text: situationWords[situation] ?? words.tiles.held })),
  ];
  return lines.filter(({ count }) => count > 0);
}

/** What happens to accounts and groups that are in the tenant already, and to values that somebody changes there. */
export function MatchingEditor({ value, onChange, expected }: { readonly value: MatchingPolicies; readonly onChange: (value: MatchingPolicies) => void; readonly expected: MatchExpectation | null }) {
  const styles = useStyles();
  return (
    <div className={styles.editor}>
      <Choices label={words.soft} hint={words.softHint} value={value.softMatch} choices={words.choices} onChange={(softMatch) => onChange({ ...value, softMatch })} />
      <div className={styles.block}>
        <Switch checked={value.matchGroupsByName} label={words.groups} onChange={(_event, { checked }) => onChange({ ...value, matchGroupsByName: checked })} />
        <Caption1 className={styles.muted}>{value.matchGroupsByName ? words.groupsHint : words.groupsOff}</Caption1>
      </div>
      <Choices label={words.drift} value={value.drift} choices={words.driftChoices} onChange={(drift) => onChange({ ...value, drift })} />
      <section className={styles.block} aria-label={words.expected}>
        <Subtitle2 as="h2" className={styles.title}>{words.expected}</Subtitle2>
        {expected === null ? (
          <Body1>{words.expectedLater}</Body1>
        ) : (
          <>
            <ul className={styles.list}>
              {matchLines(expected).map(({ key, look, count, text }) => (
                <li key={key} className={styles.row}>
                  <ActionBadge look={look} />
                  <span className={styles.number}>{count.toLocaleString('en')}</span>
                  <Body1>{text}</Body1>
                </li>
              ))}
            </ul>
            <Caption1 className={styles.muted}>{words.expectedAt} <TimeAgo at={expected.at} /></Caption1>
          </>
        )}
      </section>
    </div>
  );
}

import { Body1, Body1Strong, Caption1, makeStyles, SearchBox, Skeleton, SkeletonItem, tokens } from '@fluentui/react-components';
import { PeopleRegular, PersonRegular, ContactCardRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { DirectoryMatch, DirectoryOf } from '../../../shared/ipc/directory.ts';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { useCall } from '../../hooks/use-call.ts';
import { useDebounced } from '../../hooks/use-debounced.ts';
import { configurationStrings } from '../../strings/configuration.ts';

const words = configurationStrings.directory;

const useStyles = makeStyles({
  search: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
  box: { maxWidth: '480px', width: '100%' },
  muted: { color: tokens.colorNeutralForeground2 },
  list: { margin: 0, padding: 0, listStyleType: 'none', maxHeight: '240px', overflow: 'auto', border: `1px solid ${tokens.colorNeutralStroke2}`, borderRadius: tokens.borderRadiusMedium },
  choice: {
    display: 'grid',
    gridTemplateColumns: '24px minmax(0, 1fr)',
    columnGap: tokens.spacingHorizontalS,
    alignItems: 'center',
    width: '100%',
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
    border: 'none',
    backgroundColor: 'transparent',
    color: tokens.colorNeutralForeground1,
    fontFamily: 'inherit',
    textAlign: 'left',
    cursor: 'pointer',
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  },
  text: { display: 'flex', flexDirection: 'column', minWidth: 0 },
  line: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
});

const icons = { user: PersonRegular, group: PeopleRegular, contact: ContactCardRegular } as const;

/** A found object: name, account, place. */
export function MatchText({ match }: { readonly match: DirectoryMatch }) {
  const styles = useStyles();
  return (
    <span className={styles.text}>
      <Body1Strong className={styles.line}>{match.name}</Body1Strong>
      <Caption1 className={`${styles.muted} ${styles.line}`}>{[match.account, match.description].filter((part) => part !== null && part !== '').join(' · ')}</Caption1>
      <Caption1 className={`${styles.muted} ${styles.line}`} title={match.dn}>{match.dn}</Caption1>
    </span>
  );
}

type Props = { readonly of: DirectoryOf; readonly kinds: 'groups' | 'objects'; readonly label: string; readonly hint: string; readonly onChoose: (match: DirectoryMatch) => void };

/** Finds groups, or users and groups, in Active Directory while one types. */
export function ObjectSearch({ of, kinds, label, hint, onChoose }: Props) {
  const styles = useStyles();
  const [text, setText] = useState('');
  const wanted = useDebounced(text.trim(), 250);
  const found = useCall(kinds === 'groups' ? 'directory.findGroups' : 'directory.findObjects', wanted === '' ? undefined : { of, text: wanted });
  return (
    <div className={styles.search}>
      <SearchBox className={styles.box} placeholder={label} aria-label={label} value={text} onChange={(_event, data) => setText(data.value)} />
      {wanted === '' ? (
        <Caption1 className={styles.muted}>{hint}</Caption1>
      ) : found.state === 'failed' ? (
        <ProblemPanel refusal={found.refusal} onRetry={found.reload} />
      ) : found.state === 'loading' ? (
        <Skeleton aria-label={words.searching}>{[0, 1].map((row) => <SkeletonItem key={row} size={40} />)}</Skeleton>
      ) : found.value.matches.length === 0 ? (
        <Body1 role="status">{words.none(wanted)}</Body1>
      ) : (
        <ul className={styles.list} aria-label={label}>
          {found.value.matches.map((match) => {
            const Icon = icons[match.kind];
            return (
              <li key={match.guid}>
                <button type="button" className={styles.choice} onClick={() => onChoose(match)}>
                  <Icon fontSize={20} aria-label={words.kinds[match.kind]} />
                  <MatchText match={match} />
                </button>
              </li>
            );
          })}
        </ul>
      )}
      {found.state === 'ready' && wanted !== '' && found.value.more ? <Caption1 className={styles.muted}>{words.more}</Caption1> : null}
    </div>
  );
}

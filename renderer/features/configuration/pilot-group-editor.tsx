import { Body1, Button, Caption1, Card, makeStyles, MessageBar, MessageBarBody, MessageBarTitle, Skeleton, SkeletonItem, tokens } from '@fluentui/react-components';
import { useEffect, useId, useState } from 'react';
import type { DirectoryMatch, DirectoryOf } from '../../../shared/ipc/directory.ts';
import { call } from '../../api.ts';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { useCall } from '../../hooks/use-call.ts';
import { configurationStrings } from '../../strings/configuration.ts';
import { Choices } from './choices.tsx';
import { MatchText, ObjectSearch } from './object-search.tsx';
import { pilotReference, type PilotGroup } from './pilot-group.ts';

const words = configurationStrings.pilot;

const useStyles = makeStyles({
  editor: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL },
  card: { maxWidth: '560px' },
  row: { display: 'flex', alignItems: 'center', justifyContent: 'space-between', gap: tokens.spacingHorizontalM },
  muted: { color: tokens.colorNeutralForeground2 },
});

const choices = { everyone: { label: words.everyone, hint: words.everyoneHint }, group: { label: words.group, hint: words.groupHint } } as const;

function ChosenGroup({ of, match, onChange }: { readonly of: DirectoryOf; readonly match: DirectoryMatch; readonly onChange: () => void }) {
  const styles = useStyles();
  const operation = `members${useId()}`;
  const members = useCall('directory.countMembers', { of, guid: match.guid, dn: match.dn, operation });
  useEffect(() => () => void call('directory.stop', { operation }), [operation]);
  return (
    <Card className={styles.card}>
      <div className={styles.row}>
        <MatchText match={match} />
        <Button onClick={onChange}>{words.change}</Button>
      </div>
      {members.state === 'loading' ? (
        <Caption1 role="status">{words.counting}</Caption1>
      ) : members.state === 'failed' ? (
        <ProblemPanel refusal={members.refusal} onRetry={members.reload} />
      ) : members.value.users + members.value.groups === 0 ? (
        <MessageBar intent="warning"><MessageBarBody>{words.empty}</MessageBarBody></MessageBar>
      ) : (
        <Body1 role="status">{words.members(members.value.users, members.value.groups, members.value.others)}</Body1>
      )}
    </Card>
  );
}

/** Everyone, or the transitive members of one group. The group is kept by objectGUID. */
export function PilotGroupEditor({ of, value, onChange }: { readonly of: DirectoryOf; readonly value: PilotGroup; readonly onChange: (value: PilotGroup) => void }) {
  const styles = useStyles();
  const reference = pilotReference(value);
  const [choosing, setChoosing] = useState(false);
  const named = reference !== null && (reference.guid !== null || reference.dn !== null);
  const group = useCall('directory.group', named ? { of, ...reference } : undefined);
  const choose = (match: DirectoryMatch): void => {
    setChoosing(false);
    onChange({ guid: match.guid, dn: match.dn });
  };
  return (
    <div className={styles.editor}>
      <Choices label={words.question} value={reference === null ? 'everyone' : 'group'} choices={choices} onChange={(choice) => onChange(choice === 'everyone' ? null : {})} />
      {reference === null ? null : !named || choosing ? (
        <ObjectSearch of={of} kinds="groups" label={words.search} hint={words.searchHint} onChoose={choose} />
      ) : group.state === 'failed' ? (
        <ProblemPanel refusal={group.refusal} onRetry={group.reload} />
      ) : group.state === 'loading' ? (
        <Skeleton aria-label={configurationStrings.directory.reading}><SkeletonItem size={64} /></Skeleton>
      ) : group.value === null ? (
        <>
          <MessageBar intent="error" layout="multiline">
            <MessageBarBody>
              <MessageBarTitle>{words.missing(reference.dn ?? reference.guid ?? '')}</MessageBarTitle>
              {words.missingFix}
            </MessageBarBody>
          </MessageBar>
          <ObjectSearch of={of} kinds="groups" label={words.search} hint={words.searchHint} onChoose={choose} />
        </>
      ) : (
        <ChosenGroup key={group.value.guid} of={of} match={group.value} onChange={() => setChoosing(true)} />
      )}
      {reference === null ? null : <Caption1 className={styles.muted}>{words.later}</Caption1>}
    </div>
  );
}

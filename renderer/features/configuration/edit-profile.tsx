import { Body1, Button, makeStyles, Skeleton, SkeletonItem, tokens } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { configurationStrings, rulesStrings } from '../../strings/configuration.ts';
import { ConfigurationPart, partProblem, type ConfigurationPartId } from './configuration-part.tsx';
import { useConfiguration } from './use-configuration.ts';

const useStyles = makeStyles({
  editor: { display: 'flex', flexDirection: 'column', height: '100%', minHeight: 0 },
  form: { flex: 1, minHeight: 0, overflow: 'auto', paddingBottom: tokens.spacingVerticalL, maxWidth: '880px' },
  bar: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalM, padding: `${tokens.spacingVerticalM} 0`, borderTop: `1px solid ${tokens.colorNeutralStroke2}` },
  text: { flex: 1 },
});

/** One part of an existing profile, with a bar to save it. */
export function EditProfilePart({ profileId, part, label }: { readonly profileId: string; readonly part: ConfigurationPartId; readonly label: string }) {
  const styles = useStyles();
  const edited = useConfiguration(profileId);
  const [typed, setTyped] = useState<string | null>(null);
  const [saved, setSaved] = useState(false);
  const turn = edited.state === 'ready' ? edited.turn : 0;
  useEffect(() => setTyped(null), [turn, part]);
  if (edited.state === 'failed') return <ProblemPanel refusal={edited.refusal} onRetry={edited.retry} />;
  if (edited.state === 'loading') return <Skeleton aria-label={configurationStrings.directory.reading}>{[0, 1, 2].map((row) => <SkeletonItem key={row} size={32} />)}</Skeleton>;
  const problem = typed ?? partProblem(part, edited.value);
  const save = (): void => {
    void edited.save().then(setSaved);
  };
  return (
    <div className={styles.editor}>
      <div className={styles.form} tabIndex={0} role="region" aria-label={label}>
        <ConfigurationPart key={`${part} ${turn}`} part={part} of={{ kind: 'profile', profileId }} value={edited.value} onChange={(change) => { setSaved(false); edited.change(change); }} onProblem={setTyped} />
      </div>
      {edited.refusal === null ? null : <ProblemPanel refusal={edited.refusal} />}
      {part === 'anchor' ? null : (
        <div className={styles.bar}>
          <Body1 className={styles.text} role="status">{problem ?? (edited.changed ? rulesStrings.changed : saved ? rulesStrings.saved : '')}</Body1>
          <Button disabled={!edited.changed && typed === null} onClick={() => { setSaved(false); edited.discard(); }}>{rulesStrings.discard}</Button>
          <Button appearance="primary" disabled={!edited.changed || problem !== null || edited.saving} onClick={save}>{rulesStrings.save}</Button>
        </div>
      )}
    </div>
  );
}

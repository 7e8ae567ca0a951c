import { Body1, Checkbox, makeStyles, Select, Skeleton, SkeletonItem, tokens } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import { runProfiles, type RunProfile } from '../../../shared/run.ts';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { useCall } from '../../hooks/use-call.ts';
import { healthStrings } from '../../strings/health.ts';
import { RunTable } from './run-table.tsx';

const { history: words } = healthStrings;
const runsShown = 200;

const useStyles = makeStyles({
  history: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, minHeight: 0 },
  bar: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalL },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** Every run that is kept, newest first. `turn`: asked again when it changes. */
export function RunHistory({ profileId, turn }: { readonly profileId: string; readonly turn: string }) {
  const styles = useStyles();
  const [profile, setProfile] = useState<RunProfile | null>(null);
  const [onlyProblems, setOnlyProblems] = useState(false);
  const answer = useCall('health.runs', { profileId, profile, onlyProblems, offset: 0, limit: runsShown });
  const { reload } = answer;
  useEffect(reload, [turn, reload]);
  return (
    <div className={styles.history}>
      <div className={styles.bar}>
        <Select aria-label={words.show} value={profile ?? ''} onChange={(_event, { value }) => setProfile(runProfiles.find((each) => each === value) ?? null)}>
          <option value="">{words.all}</option>
          <option value="sync">{words.syncs}</option>
          <option value="preview">{words.previews}</option>
          <option value="object">{words.objects}</option>
          <option value="previewObject">{words.objectPreviews}</option>
        </Select>
        <Checkbox label={words.onlyProblems} checked={onlyProblems} onChange={(_event, { checked }) => setOnlyProblems(checked === true)} />
      </div>
      {answer.state === 'failed' ? <ProblemPanel refusal={answer.refusal} onRetry={reload} /> : null}
      {answer.state === 'loading' ? (
        <Skeleton aria-label={words.loading}>
          <SkeletonItem style={{ height: 240 }} />
        </Skeleton>
      ) : null}
      {answer.state === 'ready' ? answer.value.rows.length === 0 ? <Body1 className={styles.quiet}>{words.none}</Body1> : <RunTable runs={answer.value.rows} /> : null}
    </div>
  );
}

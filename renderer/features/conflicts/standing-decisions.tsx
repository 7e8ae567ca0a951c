import { Button, Caption1, Dialog, DialogActions, DialogBody, DialogContent, DialogSurface, DialogTitle, makeStyles, tokens } from '@fluentui/react-components';
import { TimeAgo } from '../../components/time-ago.tsx';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { useCall } from '../../hooks/use-call.ts';
import { commonStrings } from '../../strings/common.ts';
import { conflictStrings } from '../../strings/conflicts.ts';

const { standing } = conflictStrings;

const useStyles = makeStyles({
  content: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
  list: { maxHeight: '320px', overflowY: 'auto' },
  line: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalM, padding: `${tokens.spacingVerticalS} 0`, borderBottom: `1px solid ${tokens.colorNeutralStroke3}` },
  texts: { display: 'flex', flexDirection: 'column', flex: 1, minWidth: 0, overflowWrap: 'anywhere' },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** Decisions that earlier runs applied, each to be withdrawn. */
export function StandingDecisions({ profileId, onWithdraw, onClose }: { readonly profileId: string; readonly onWithdraw: (id: string) => Promise<void>; readonly onClose: () => void }) {
  const styles = useStyles();
  const answer = useCall('conflicts.standing', { profileId });
  return (
    <Dialog open onOpenChange={(_event, { open }) => { if (!open) onClose(); }}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{standing.title}</DialogTitle>
          <DialogContent className={styles.content}>
            <span>{standing.text}</span>
            {answer.state === 'failed' ? <ProblemPanel refusal={answer.refusal} onRetry={answer.reload} /> : null}
            <div className={styles.list} tabIndex={0} role="list" aria-label={standing.title}>
              {answer.state !== 'ready'
                ? null
                : answer.value.decisions.map(({ conflictId, name, kind, attribute, situation, decidedBy, decidedAt }) => (
                    <div key={conflictId} role="listitem" className={styles.line}>
                      <span className={styles.texts}>
                        <span>
                          {name}: {conflictStrings.resolutions[kind].name}
                          {attribute === null ? '' : ` (${attribute})`}
                        </span>
                        <Caption1 className={styles.quiet}>
                          {conflictStrings.situationNames[situation]} · {standing.by(decidedBy)}, <TimeAgo at={decidedAt} />
                        </Caption1>
                      </span>
                      <Button size="small" aria-label={`${standing.withdraw}: ${name}`} onClick={() => void onWithdraw(conflictId).then(answer.reload)}>
                        {standing.withdraw}
                      </Button>
                    </div>
                  ))}
            </div>
          </DialogContent>
          <DialogActions>
            <Button onClick={onClose}>{commonStrings.close}</Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}

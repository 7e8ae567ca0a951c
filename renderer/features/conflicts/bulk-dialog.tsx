import { Button, Caption1Strong, Dialog, DialogActions, DialogBody, DialogContent, DialogSurface, DialogTitle, makeStyles, tokens } from '@fluentui/react-components';
import type { ConflictDecision, ConflictRow } from '../../../shared/ipc/conflicts.ts';
import { conflictStrings } from '../../strings/conflicts.ts';
import { Consequence } from './consequence.tsx';

const { bulk } = conflictStrings;

const useStyles = makeStyles({
  content: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  list: { maxHeight: '160px', overflowY: 'auto', margin: 0, paddingLeft: tokens.spacingHorizontalXL, fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase200 },
});

export type Bulk = { readonly decision: ConflictDecision; readonly ids: readonly string[]; readonly first: readonly ConflictRow[] };

/** The same decision for all like conflicts: which ones, and what comes of it, before anything is decided. */
export function BulkDialog({ profileId, bulk: asked, onApply, onClose }: { readonly profileId: string; readonly bulk: Bulk; readonly onApply: () => void; readonly onClose: () => void }) {
  const styles = useStyles();
  const { decision, ids, first } = asked;
  const shown = first.slice(0, 50);
  return (
    <Dialog open onOpenChange={(_event, { open }) => { if (!open) onClose(); }}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{bulk.title(ids.length, conflictStrings.resolutions[decision.kind].name)}</DialogTitle>
          <DialogContent className={styles.content}>
            <span>{conflictStrings.resolutions[decision.kind].text}</span>
            <Caption1Strong>{bulk.which}</Caption1Strong>
            <ul className={styles.list} tabIndex={0} aria-label={bulk.which}>
              {shown.map(({ id, name, container }) => (
                <li key={id}>
                  {name} ({container.join(' › ')})
                </li>
              ))}
              {ids.length > shown.length ? <li>{bulk.more(ids.length - shown.length)}</li> : null}
            </ul>
            <Consequence profileId={profileId} ids={ids} decision={decision} />
          </DialogContent>
          <DialogActions>
            <Button onClick={onClose}>{bulk.onlyThis}</Button>
            <Button appearance="primary" onClick={onApply}>
              {bulk.apply(ids.length)}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}

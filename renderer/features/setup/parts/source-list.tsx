import { Body1, Button, Caption1, Dialog, DialogActions, DialogBody, DialogContent, DialogSurface, DialogTitle, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { CheckmarkCircleFilled, CircleRegular, DeleteRegular, ErrorCircleRegular, type FluentIcon } from '@fluentui/react-icons';
import { useState } from 'react';
import { canRemoveSource, draftSources, type DraftSource } from '../../../../shared/draft-sources.ts';
import type { SetupDraft } from '../../../../shared/setup.ts';
import { setupStrings } from '../../../strings/setup.ts';
import { reasonOfSource, shownTitle } from '../source-reason.ts';

const words = setupStrings.sources;

const useStyles = makeStyles({
  list: { display: 'flex', flexDirection: 'column', margin: 0, padding: 0, listStyleType: 'none', border: `1px solid ${tokens.colorNeutralStroke2}`, borderRadius: tokens.borderRadiusMedium, overflow: 'hidden' },
  row: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalM, minHeight: '56px', padding: `0 ${tokens.spacingHorizontalM}`, borderLeft: '3px solid transparent' },
  below: { borderTop: `1px solid ${tokens.colorNeutralStroke2}` },
  shown: { borderLeftColor: tokens.colorBrandStroke1, backgroundColor: tokens.colorNeutralBackground1Selected },
  text: { display: 'flex', flexDirection: 'column', flex: 1, minWidth: 0 },
  line: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  muted: { color: tokens.colorNeutralForeground2 },
});

type RowState = 'ready' | 'open' | 'failed';
const icons: Readonly<Record<RowState, FluentIcon>> = { ready: CheckmarkCircleFilled, open: CircleRegular, failed: ErrorCircleRegular };
const colors: Readonly<Record<RowState, string>> = { ready: tokens.colorPaletteGreenForeground1, open: tokens.colorNeutralForeground3, failed: tokens.colorPaletteMarigoldForeground1 };

function Row({ entry, first, shown, removable, onShow, onRemove }: { readonly entry: DraftSource; readonly first: boolean; readonly shown: boolean; readonly removable: boolean; readonly onShow: () => void; readonly onRemove: () => void }) {
  const styles = useStyles();
  const reason = reasonOfSource(entry);
  const state: RowState = reason === null ? 'ready' : reason === setupStrings.reasons.failed || entry.passwordAwaited ? 'failed' : 'open';
  const Icon = icons[state];
  return (
    <li className={mergeClasses(styles.row, !first && styles.below, shown && styles.shown)}>
      <Icon fontSize={20} color={colors[state]} aria-hidden style={{ flexShrink: 0 }} />
      <div className={styles.text}>
        <Body1 className={styles.line}>{shownTitle(entry)}</Body1>
        <Caption1 className={mergeClasses(styles.line, styles.muted)}>{reason ?? words.ready}</Caption1>
      </div>
      <Button size="small" aria-label={words.editOne(shownTitle(entry))} aria-pressed={shown} appearance={shown ? 'subtle' : 'secondary'} onClick={onShow}>
        {shown ? words.shown : words.edit}
      </Button>
      {removable ? <Button size="small" appearance="subtle" icon={<DeleteRegular />} aria-label={words.removeOne(shownTitle(entry))} onClick={onRemove} /> : null}
    </li>
  );
}

/** Every source with what it still needs; one of them is edited below. Shown only when there are several. */
export function SourceList({ draft, shown, onShow, onRemove }: { readonly draft: SetupDraft; readonly shown: number; readonly onShow: (index: number) => void; readonly onRemove: (name: string) => void }) {
  const styles = useStyles();
  const [asked, setAsked] = useState<DraftSource | null>(null);
  return (
    <>
      <ul className={styles.list} aria-label={words.label}>
        {draftSources(draft).map((entry, index) => (
          <Row key={entry.name} entry={entry} first={index === 0} shown={index === shown} removable={canRemoveSource(draft, entry.name)} onShow={() => onShow(index)} onRemove={() => setAsked(entry)} />
        ))}
      </ul>
      {asked === null ? null : (
        <Dialog open onOpenChange={(_event, { open }) => { if (!open) setAsked(null); }}>
          <DialogSurface>
            <DialogBody>
              <DialogTitle>{words.removeTitle(shownTitle(asked))}</DialogTitle>
              <DialogContent>{draft.profileId === null ? words.removeNew : words.removeKnown}</DialogContent>
              <DialogActions>
                <Button onClick={() => setAsked(null)}>{words.keep}</Button>
                <Button appearance="primary" onClick={() => { onRemove(asked.name); setAsked(null); }}>{words.remove}</Button>
              </DialogActions>
            </DialogBody>
          </DialogSurface>
        </Dialog>
      )}
    </>
  );
}

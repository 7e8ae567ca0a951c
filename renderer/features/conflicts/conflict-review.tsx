import { Body1, Body1Strong, Button, Caption1, makeStyles, MessageBar, MessageBarActions, MessageBarBody, MessageBarTitle, Subtitle1, tokens } from '@fluentui/react-components';
import type { ConflictDecision, ConflictDetail } from '../../../shared/ipc/conflicts.ts';
import { TimeAgo } from '../../components/time-ago.tsx';
import { useCall } from '../../hooks/use-call.ts';
import { conflictStrings } from '../../strings/conflicts.ts';
import { Consequence } from './consequence.tsx';
import { draftOf, missingIn, offered } from './decision.ts';
import { DecisionForm } from './decision-form.tsx';
import { ObjectComparison } from './object-comparison.tsx';
import { ResolutionChoices } from './resolution-choices.tsx';

const { decide, review } = conflictStrings;

const useStyles = makeStyles({
  review: { display: 'flex', flexDirection: 'column', flex: 1, minHeight: 0, minWidth: 0 },
  body: { flex: 1, minHeight: 0, overflowY: 'auto', display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL, paddingRight: tokens.spacingHorizontalS, outlineStyle: 'none' },
  head: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS, overflowWrap: 'anywhere' },
  quiet: { color: tokens.colorNeutralForeground2 },
  fix: { color: tokens.colorNeutralForeground2, margin: 0 },
  plain: { margin: 0 },
  foot: { display: 'flex', alignItems: 'center', justifyContent: 'flex-end', flexWrap: 'wrap', gap: tokens.spacingHorizontalS, padding: `${tokens.spacingVerticalM} 0 0` },
  hint: { marginRight: 'auto', color: tokens.colorNeutralForeground2 },
});

export type ReviewProps = {
  readonly profileId: string;
  readonly detail: ConflictDetail;
  /** Null until a decision is chosen. */
  readonly decision: ConflictDecision | null;
  /** A run is under way: nothing can be decided. */
  readonly locked: boolean;
  readonly onDecision: (decision: ConflictDecision) => void;
  readonly onApply: (decision: ConflictDecision) => void;
  readonly onApplyAlike: (decision: ConflictDecision) => void;
  readonly onUndo: () => void;
};

function Head({ detail }: { readonly detail: ConflictDetail }) {
  const styles = useStyles();
  const { conflict, row, firstSeen } = detail;
  return (
    <header className={styles.head}>
      <Caption1 className={styles.quiet}>
        {conflictStrings.situationNames[conflict.situation]}
        {conflict.also.length === 0 ? '' : ` · ${review.also}: ${conflict.also.map((situation) => conflictStrings.situationNames[situation]).join(', ')}`} · {review.since} <TimeAgo at={firstSeen} />
      </Caption1>
      <Subtitle1 as="h2" className={styles.plain}>{row.name}</Subtitle1>
      <Body1Strong as="p" className={styles.plain}>
        {conflict.reason}
      </Body1Strong>
      <Body1 as="p" className={styles.fix}>
        {conflict.fix}
      </Body1>
      {conflict.reopened === null ? null : (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>{review.reopenedTitle(conflictStrings.resolutions[conflict.reopened.resolution].name)}</MessageBarTitle>
            {conflict.reopened.changes.join('; ')}
          </MessageBarBody>
        </MessageBar>
      )}
    </header>
  );
}

/** How many like conflicts the decision would fit; the button that opens the preview for all. */
function AlikeButton({ profileId, detail, decision, onApplyAlike }: Pick<ReviewProps, 'profileId' | 'detail' | 'onApplyAlike'> & { readonly decision: ConflictDecision }) {
  const alike = useCall('conflicts.alike', { profileId, id: detail.row.id, kind: decision.kind });
  const count = alike.state === 'ready' ? alike.value.ids.length : 1;
  return count < 2 ? null : <Button onClick={() => onApplyAlike(decision)}>{decide.applyMany(count)}</Button>;
}

/** The right pane: both sides, the reason, the decisions with what would come of them. */
export function ConflictReview(props: ReviewProps) {
  const styles = useStyles();
  const { profileId, detail, decision, locked, onDecision, onApply, onUndo } = props;
  const kinds = offered(detail);
  const decided = detail.row.decided;
  const missing = decision === null ? null : missingIn(detail, decision);
  return (
    <section className={styles.review} aria-label={review.label(detail.row.name)} data-testid="conflict-review">
      <div className={styles.body} tabIndex={0} role="region" aria-label={detail.row.name}>
        <Head detail={detail} />
        <ObjectComparison detail={detail} />
        {decided === null ? null : (
          <MessageBar intent="success" layout="multiline">
            <MessageBarBody>{decide.decided(`${conflictStrings.resolutions[decided].name}${detail.decision?.value === null || detail.decision === null ? '' : ` (${detail.decision.value})`}`)}</MessageBarBody>
            <MessageBarActions>
              <Button onClick={onUndo} disabled={locked}>
                {decide.undo}
              </Button>
            </MessageBarActions>
          </MessageBar>
        )}
        {decided !== null ? null : kinds.length === 0 ? (
          <Body1>{decide.nothingOffered}</Body1>
        ) : (
          <ResolutionChoices kinds={kinds} recommended={detail.conflict.recommended} chosen={decision?.kind ?? null} disabled={false} onChoose={(kind) => onDecision(draftOf(detail, kind))} />
        )}
        {decided !== null || decision === null ? null : (
          <DecisionForm detail={detail} decision={decision} onChange={onDecision} />
        )}
      </div>
      {decided !== null || decision === null || missing !== null ? null : <Consequence profileId={profileId} ids={[detail.row.id]} decision={decision} />}
      {decided !== null || kinds.length === 0 ? null : (
        <footer className={styles.foot}>
          <Caption1 className={styles.hint}>{locked ? decide.running : missing !== null ? decide.needs[missing] : conflictStrings.keys}</Caption1>
          {decision === null || missing !== null || locked ? null : <AlikeButton {...props} decision={decision} />}
          <Button appearance="primary" disabled={decision === null || missing !== null || locked} onClick={() => decision !== null && onApply(decision)}>
            {decide.apply}
          </Button>
        </footer>
      )}
    </section>
  );
}

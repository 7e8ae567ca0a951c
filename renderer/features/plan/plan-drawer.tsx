import { Accordion, AccordionHeader, AccordionItem, AccordionPanel, Body1, Button, makeStyles, MessageBar, MessageBarBody, MessageBarTitle, Skeleton, SkeletonItem, Subtitle1, tokens } from '@fluentui/react-components';
import { DismissRegular, PeopleSearchRegular } from '@fluentui/react-icons';
import { useEffect, useRef, type KeyboardEvent } from 'react';
import type { PlanDetail } from '../../../shared/ipc/plan.ts';
import { ActionBadge } from '../../components/action-badge.tsx';
import { lookOf } from '../../components/looks.ts';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { openScreen } from '../../frame/navigation.ts';
import { useCall } from '../../hooks/use-call.ts';
import { commonStrings } from '../../strings/common.ts';
import { planStrings } from '../../strings/plan.ts';
import { AttributeFlow, FlowHead } from './attribute-flow.tsx';
import { ReferenceList } from './reference-list.tsx';
import { sentenceOf } from './sentences.ts';

const useStyles = makeStyles({
  drawer: { position: 'absolute', top: 0, right: 0, bottom: 0, zIndex: 2, width: 'min(680px, 78%)', display: 'flex', flexDirection: 'column', boxSizing: 'border-box', backgroundColor: tokens.colorNeutralBackground1, border: `1px solid ${tokens.colorNeutralStroke2}`, borderRadius: tokens.borderRadiusMedium, boxShadow: tokens.shadow28, outlineStyle: 'none' },
  head: { display: 'flex', alignItems: 'flex-start', gap: tokens.spacingHorizontalM, padding: tokens.spacingHorizontalL, borderBottom: `1px solid ${tokens.colorNeutralStroke2}` },
  titles: { flex: 1, minWidth: 0, display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS, overflowWrap: 'anywhere' },
  line: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalS, flexWrap: 'wrap' },
  body: { flex: 1, minHeight: 0, overflowY: 'auto', padding: tokens.spacingHorizontalL, display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL },
  quiet: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase200, overflowWrap: 'anywhere' },
  facts: { display: 'grid', gridTemplateColumns: 'max-content minmax(0, 1fr)', columnGap: tokens.spacingHorizontalL, rowGap: tokens.spacingVerticalXS, margin: 0, fontSize: tokens.fontSizeBase200 },
  fact: { margin: 0, overflowWrap: 'anywhere' },
  section: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
});

function Held({ detail, onOpen }: { readonly detail: PlanDetail; readonly onOpen: (changeId: string) => void }) {
  const { hold, waitsFor } = detail;
  if (hold === null) return null;
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>{planStrings.drawer.heldTitle}</MessageBarTitle>
        {hold.text} {planStrings.drawer.release[hold.by]}
        {waitsFor === null ? null : (
          <div>
            <Button size="small" appearance="transparent" onClick={() => onOpen(waitsFor.id)}>
              {planStrings.drawer.waitsFor(planStrings.actions[waitsFor.action], waitsFor.name)}
            </Button>
          </div>
        )}
      </MessageBarBody>
    </MessageBar>
  );
}

function Attributes({ detail }: { readonly detail: PlanDetail }) {
  if (detail.attributes.length === 0) return null;
  return (
    <div role="table" aria-label={planStrings.table.columns.changes}>
      <FlowHead />
      {detail.attributes.map((attribute) => (
        <AttributeFlow key={attribute.name} flow={attribute} changed />
      ))}
    </div>
  );
}

function Unchanged({ detail }: { readonly detail: PlanDetail }) {
  if (detail.unchanged.length === 0) return null;
  return (
    <Accordion collapsible>
      <AccordionItem value="unchanged">
        <AccordionHeader size="small">{planStrings.drawer.unchanged(detail.unchanged.length)}</AccordionHeader>
        <AccordionPanel>
          <div role="table" aria-label={planStrings.drawer.unchanged(detail.unchanged.length)}>
            <FlowHead />
            {detail.unchanged.map(({ value, ...flow }) => (
              <AttributeFlow key={flow.name} flow={{ ...flow, from: value, to: value }} changed={false} />
            ))}
          </div>
        </AccordionPanel>
      </AccordionItem>
    </Accordion>
  );
}

function referencesLabel({ row, references }: PlanDetail): string {
  if (row.action === 'addMembers') return planStrings.drawer.membersAdded(references.total);
  return row.action === 'removeMembers' ? planStrings.drawer.membersRemoved(references.total) : planStrings.drawer.manager;
}

function Body({ detail, profileId, planId, onOpen }: { readonly detail: PlanDetail; readonly profileId: string; readonly planId: string; readonly onOpen: (changeId: string) => void }) {
  const styles = useStyles();
  const facts = [
    [planStrings.drawer.dn, detail.row.dn],
    ...(detail.target === null ? [] : [[planStrings.drawer.target, detail.target.name === detail.target.id ? detail.target.id : `${detail.target.name} (${detail.target.id})`]]),
    [planStrings.drawer.anchor, detail.anchor],
  ] as const;
  return (
    <div className={styles.body} tabIndex={0} role="region" aria-label={detail.row.name}>
      <Body1>{sentenceOf(detail)}</Body1>
      <Held detail={detail} onOpen={onOpen} />
      <Attributes detail={detail} />
      {detail.references.total === 0 ? null : (
        <section className={styles.section}>
          <Body1>{referencesLabel(detail)}</Body1>
          <ReferenceList key={detail.row.id} profileId={profileId} planId={planId} changeId={detail.row.id} label={referencesLabel(detail)} first={detail.references.first} total={detail.references.total} />
        </section>
      )}
      <Unchanged detail={detail} />
      {detail.others.length === 0 ? null : (
        <section className={styles.section}>
          <span className={styles.quiet}>{planStrings.drawer.also}</span>
          <span className={styles.line}>
            {detail.others.map(({ id, action, references }) => (
              <Button key={id} size="small" onClick={() => onOpen(id)}>
                {references > 1 ? `${planStrings.actions[action]} (${references.toLocaleString('en')})` : planStrings.actions[action]}
              </Button>
            ))}
          </span>
        </section>
      )}
      <dl className={styles.facts}>
        {facts.map(([name, value]) => [
          <dt key={`${name} name`} className={styles.quiet}>
            {name}
          </dt>,
          <dd key={`${name} value`} className={styles.fact}>
            {value}
          </dd>,
        ])}
      </dl>
    </div>
  );
}

/** One change in full, over the right of the table. Esc closes; `focused` takes the focus (Enter), walking through the table does not. */
export function PlanDrawer({ profileId, planId, changeId, focused, onOpen, onClose }: { readonly profileId: string; readonly planId: string; readonly changeId: string; readonly focused: boolean; readonly onOpen: (changeId: string) => void; readonly onClose: () => void }) {
  const styles = useStyles();
  const drawer = useRef<HTMLElement>(null);
  const answer = useCall('plan.change', { profileId, planId, changeId });
  useEffect(() => {
    if (focused) drawer.current?.focus();
  }, [focused, changeId]);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    onClose();
  };
  const detail = answer.state === 'ready' ? answer.value : null;
  return (
    <aside ref={drawer} className={styles.drawer} aria-label={planStrings.drawer.label(detail?.row.name ?? '')} tabIndex={-1} onKeyDown={onKeyDown} data-testid="plan-drawer">
      <header className={styles.head}>
        <div className={styles.titles}>
          <Subtitle1 as="h2">{detail?.row.name ?? planStrings.table.loading}</Subtitle1>
          {detail === null ? null : (
            <span className={styles.line}>
              <ActionBadge look={lookOf({ action: detail.row.action, hold: detail.hold })} text={detail.hold === null ? planStrings.actions[detail.row.action] : planStrings.table.heldWould(planStrings.actions[detail.row.action])} />
              <span className={styles.quiet}>
                {planStrings.types[detail.row.type]} · {detail.row.container.join(' › ')}
              </span>
            </span>
          )}
        </div>
        {detail === null || detail.guid === null ? null : (
          <Button appearance="subtle" icon={<PeopleSearchRegular />} title={planStrings.drawer.explain} aria-label={planStrings.drawer.explain} onClick={() => openScreen('objects', { query: detail.row.dn })} />
        )}
        <Button appearance="subtle" icon={<DismissRegular />} aria-label={commonStrings.close} onClick={onClose} />
      </header>
      {answer.state === 'failed' ? <ProblemPanel refusal={answer.refusal} onRetry={answer.reload} /> : null}
      {answer.state === 'loading' ? (
        <Skeleton className={styles.body} aria-label={planStrings.table.loading}>
          {[1, 2, 3, 4].map((line) => (
            <SkeletonItem key={line} style={{ height: 32, flexShrink: 0 }} />
          ))}
        </Skeleton>
      ) : null}
      {detail === null ? null : <Body detail={detail} profileId={profileId} planId={planId} onOpen={onOpen} />}
    </aside>
  );
}

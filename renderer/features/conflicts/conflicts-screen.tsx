import { Button, makeStyles, SearchBox, Select, Skeleton, SkeletonItem, Toast, ToastBody, ToastTitle, ToastTrigger, tokens, useToastController } from '@fluentui/react-components';
import { CheckmarkStarburstRegular } from '@fluentui/react-icons';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { ConflictDecision, ConflictDetail, ConflictSummary } from '../../../shared/ipc/conflicts.ts';
import type { ProfileEntry } from '../../../shared/ipc/state.ts';
import { situations, type Situation } from '../../../shared/situation.ts';
import { call, refusalFrom } from '../../api.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { Page } from '../../components/page.tsx';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { useActiveProfile, useAppStore } from '../../frame/app-store.ts';
import { useNavigation } from '../../frame/navigation.ts';
import { toasterId } from '../../frame/toasts.ts';
import { useCall } from '../../hooks/use-call.ts';
import { useDebounced } from '../../hooks/use-debounced.ts';
import { conflictStrings } from '../../strings/conflicts.ts';
import { BulkDialog, type Bulk } from './bulk-dialog.tsx';
import { ConflictList } from './conflict-list.tsx';
import { ConflictReview } from './conflict-review.tsx';
import { decisionsChanged, goOn, useConflictStore } from './conflict-store.ts';
import { draftOf, missingIn, nextOpen, offered } from './decision.ts';
import { SituationList, situationCounts, situationName } from './situation-list.tsx';
import { StandingDecisions } from './standing-decisions.tsx';
import { useConflictRows } from './use-conflict-rows.ts';

const useStyles = makeStyles({
  panes: { display: 'flex', flex: 1, minHeight: 0, gap: tokens.spacingHorizontalL },
  middle: { display: 'flex', flexDirection: 'column', width: '264px', flexShrink: 0, minHeight: 0, gap: tokens.spacingVerticalS, '@media (max-width: 1150px)': { width: '232px' } },
  narrow: { display: 'none', '@media (max-width: 1150px)': { display: 'block' } },
  search: { maxWidth: 'none' },
  right: { display: 'flex', flex: 1, minWidth: 0, minHeight: 0 },
  choose: { margin: 'auto', color: tokens.colorNeutralForeground2 },
});

function isTyping(target: EventTarget): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName)) && !(target instanceof HTMLInputElement && target.type === 'radio');
}

function inReview(target: EventTarget): boolean {
  return target instanceof HTMLElement && target.closest('[data-testid="conflict-review"]') !== null;
}

/** The decision that is being prepared, for the conflict it belongs to. */
function useDraft(detail: ConflictDetail | null): [ConflictDecision | null, (decision: ConflictDecision) => void] {
  const [draft, setDraft] = useState<{ readonly id: string; readonly decision: ConflictDecision } | null>(null);
  if (detail === null) return [null, () => undefined];
  const { id } = detail.row;
  const recommended = detail.conflict.recommended;
  const decision = draft?.id === id ? draft.decision : recommended === null ? null : draftOf(detail, recommended);
  return [decision, (next) => setDraft({ id, decision: next })];
}

function Panes({ profile, summary }: { readonly profile: ProfileEntry; readonly summary: ConflictSummary }) {
  const styles = useStyles();
  const { situation, text, selected, turn } = useConflictStore();
  const locked = useAppStore(({ app }) => app?.run !== null && app?.run !== undefined);
  const { dispatchToast } = useToastController(toasterId);
  const asked = useDebounced(text, 120);
  const rows = useConflictRows(profile.id, { situation, text: asked }, turn);
  const known = rows.known();
  const position = rows.indexOf(selected);
  const current = position >= 0 ? selected : (known[0]?.id ?? null);
  const answer = useCall('conflicts.detail', current === null ? undefined : { profileId: profile.id, id: current });
  const { reload } = answer;
  useEffect(reload, [turn, reload]);
  const detail = answer.state === 'ready' && answer.value?.row.id === current ? answer.value : null;
  const [decision, setDecision] = useDraft(detail);
  const [bulk, setBulk] = useState<Bulk | null>(null);
  const root = useRef<HTMLDivElement>(null);

  const select = (id: string | null): void => useConflictStore.setState({ selected: id });
  const move = (by: number): void => {
    const at = Math.max(0, Math.min(rows.total - 1, Math.max(position, 0) + by));
    rows.want(at, at);
    const row = rows.row(at);
    if (row !== undefined) select(row.id);
  };
  const report = (error: unknown): void => {
    const { message, fix } = refusalFrom(error);
    dispatchToast(<Toast><ToastTitle>{message}</ToastTitle><ToastBody>{fix}</ToastBody></Toast>, { intent: 'error', timeout: 12_000 });
  };
  const undo = (ids: readonly string[]): void => {
    const from = useConflictStore.getState().selected;
    call('conflicts.undo', { profileId: profile.id, ids }).then(({ undone }) => {
      if (undone.length === 0) dispatchToast(<Toast><ToastTitle>{conflictStrings.decide.tooLate}</ToastTitle></Toast>, { intent: 'info' });
      decisionsChanged();
      goOn(from, ids[0] ?? null);
    }, report);
  };
  const apply = (ids: readonly string[], taken: ConflictDecision): void => {
    const from = useConflictStore.getState().selected;
    const next = ids.length === 1 && current !== null ? nextOpen(known, current) : null;
    call('conflicts.resolve', { profileId: profile.id, ids, decision: taken }).then(({ resolved, refused }) => {
      setBulk(null);
      goOn(from, next);
      decisionsChanged();
      root.current?.querySelector<HTMLElement>('[role="listbox"]')?.focus();
      dispatchToast(
        <Toast>
          <ToastTitle action={<ToastTrigger><Button size="small" onClick={() => undo(resolved)}>{conflictStrings.decide.undo}</Button></ToastTrigger>}>{conflictStrings.decide.done(resolved.length, conflictStrings.resolutions[taken.kind].name)}</ToastTitle>
          {refused.length === 0 ? null : <ToastBody>{conflictStrings.decide.someRefused(refused.length)} {refused[0]?.message}</ToastBody>}
        </Toast>,
        { intent: refused.length === 0 ? 'success' : 'warning', timeout: 8_000 },
      );
    }, report);
  };
  const applyAlike = (taken: ConflictDecision): void => {
    if (detail === null) return;
    call('conflicts.alike', { profileId: profile.id, id: detail.row.id, kind: taken.kind }).then(({ ids, first }) => setBulk({ ids, first, decision: taken.kind === 'exclude' ? { ...taken, object: null } : { ...taken, target: null } }), report);
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    // Enter in the field of a decision applies it; everything else that is typed belongs to the field.
    if (isTyping(event.target) && (event.key !== 'Enter' || !inReview(event.target))) return;
    if (event.ctrlKey || event.metaKey || event.altKey || bulk !== null) return;
    const onControl = event.target instanceof HTMLElement && event.target.closest('button, a, [role="treeitem"]') !== null;
    const number = /^[1-9]$/.test(event.key) ? Number(event.key) : 0;
    if (event.key === 'j' || (event.key === 'ArrowDown' && !onControl)) move(1);
    else if (event.key === 'k' || (event.key === 'ArrowUp' && !onControl)) move(-1);
    else if (event.key === 'Home' && !onControl) move(-rows.total);
    else if (event.key === 'End' && !onControl) move(rows.total);
    else if (number > 0 && detail !== null && detail.row.decided === null) {
      const kind = offered(detail)[number - 1];
      if (kind === undefined) return;
      setDecision(draftOf(detail, kind));
    } else if (event.key === 'Enter' && !onControl && detail !== null && decision !== null && detail.row.decided === null && missingIn(detail, decision) === null && !locked) apply([detail.row.id], decision);
    else if (event.key === 'u' && detail !== null && detail.row.decided !== null && !locked) undo([detail.row.id]);
    else return;
    event.preventDefault();
  };

  const chooseSituation = (chosen: Situation | null): void => useConflictStore.setState({ situation: chosen, selected: null });
  return (
    <div ref={root} className={styles.panes} onKeyDown={onKeyDown}>
      <SituationList summary={summary} chosen={situation} onChoose={chooseSituation} />
      <div className={styles.middle}>
        <div className={styles.narrow}>
          <Select aria-label={conflictStrings.situations} value={situation ?? ''} onChange={(_event, { value }) => chooseSituation(situations.find((each) => each === value) ?? null)}>
            {situationCounts(summary).map((entry) => (
              <option key={entry.situation ?? ''} value={entry.situation ?? ''}>{`${situationName(entry.situation)} (${entry.open.toLocaleString('en')})`}</option>
            ))}
          </Select>
        </div>
        <SearchBox className={styles.search} aria-label={conflictStrings.list.search} placeholder={conflictStrings.list.search} value={text} onChange={(_event, { value }) => useConflictStore.setState({ text: value })} />
        {rows.state === 'failed' && rows.refusal !== null ? <ProblemPanel refusal={rows.refusal} onRetry={decisionsChanged} /> : null}
        {rows.state === 'loading' ? (
          <Skeleton aria-label={conflictStrings.list.loading}>
            <SkeletonItem style={{ height: 320 }} />
          </Skeleton>
        ) : (
          <ConflictList rows={rows} selected={rows.indexOf(current)} onSelect={select} />
        )}
      </div>
      <div className={styles.right}>
        {answer.state === 'failed' ? <ProblemPanel refusal={answer.refusal} onRetry={reload} /> : null}
        {current === null ? <p className={styles.choose}>{conflictStrings.review.choose}</p> : null}
        {detail === null ? (
          answer.state === 'ready' && answer.value === null && current !== null ? <p className={styles.choose}>{conflictStrings.review.gone}</p> : null
        ) : (
          <ConflictReview key={detail.row.id} profileId={profile.id} detail={detail} decision={decision} locked={locked} onDecision={setDecision} onApply={(taken) => apply([detail.row.id], taken)} onApplyAlike={applyAlike} onUndo={() => undo([detail.row.id])} />
        )}
      </div>
      {bulk === null ? null : <BulkDialog profileId={profile.id} bulk={bulk} onApply={() => apply(bulk.ids, bulk.decision)} onClose={() => setBulk(null)} />}
    </div>
  );
}

function Screen({ profile }: { readonly profile: ProfileEntry }) {
  const { parameters, turn: navigated } = useNavigation();
  const { turn } = useConflictStore();
  const lastRun = useAppStore(({ app }) => app?.status?.lastRun ?? null);
  const [standing, setStanding] = useState(false);
  const { dispatchToast } = useToastController(toasterId);
  const answer = useCall('conflicts.summary', { profileId: profile.id });
  const { reload } = answer;
  useEffect(reload, [turn, reload]);
  useEffect(decisionsChanged, [lastRun?.id, lastRun?.endedAt]);
  useEffect(() => {
    if (useConflictStore.getState().navigated === navigated) return;
    const situation = situations.find((each) => each === parameters['situation']) ?? null;
    useConflictStore.setState((before) => ({ navigated, ...(Object.keys(parameters).length === 0 ? {} : { situation, text: parameters['text'] ?? '', selected: parameters['id'] ?? before.selected }) }));
  }, [navigated, parameters]);

  const withdraw = async (id: string): Promise<void> => {
    try {
      await call('conflicts.withdraw', { profileId: profile.id, id });
      decisionsChanged();
    } catch (error) {
      const { message, fix } = refusalFrom(error);
      dispatchToast(<Toast><ToastTitle>{message}</ToastTitle><ToastBody>{fix}</ToastBody></Toast>, { intent: 'error', timeout: 12_000 });
    }
  };
  const summary = answer.state === 'ready' ? answer.value : null;
  const actions = summary === null || summary.standing === 0 ? undefined : <Button onClick={() => setStanding(true)}>{conflictStrings.standing.open(summary.standing)}</Button>;
  return (
    <Page title={conflictStrings.title} subtitle={summary === null ? undefined : conflictStrings.subtitle(summary.open, summary.decided)} actions={actions} fixed>
      {answer.state === 'failed' ? <ProblemPanel refusal={answer.refusal} onRetry={reload} /> : null}
      {summary === null ? null : summary.open + summary.decided === 0 ? <EmptyState icon={CheckmarkStarburstRegular} title={conflictStrings.empty.title} text={lastRun === null ? conflictStrings.empty.never : conflictStrings.empty.text} /> : <Panes profile={profile} summary={summary} />}
      {standing ? <StandingDecisions profileId={profile.id} onWithdraw={withdraw} onClose={() => setStanding(false)} /> : null}
    </Page>
  );
}

/** Everything that waits for a decision. Parameters: `situation`, `text`, `id`. */
export function ConflictsScreen() {
  const profile = useActiveProfile();
  return profile === null ? null : <Screen key={profile.id} profile={profile} />;
}

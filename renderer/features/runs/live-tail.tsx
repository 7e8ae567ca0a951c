import { makeStyles, mergeClasses, SearchBox, Select, tokens } from '@fluentui/react-components';
import { CheckmarkRegular, DismissRegular, HandRightRegular, HourglassRegular, WarningRegular, type FluentIcon } from '@fluentui/react-icons';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef, useState } from 'react';
import { tailOutcomes, type RunView, type TailEntry, type TailOutcome } from '../../../shared/ipc/runs.ts';
import { openScreen } from '../../frame/navigation.ts';
import { planStrings } from '../../strings/plan.ts';
import { runStrings } from '../../strings/runs.ts';

const { tail: words } = runStrings;
const lineHeight = 32;

const useStyles = makeStyles({
  tail: { display: 'flex', flexDirection: 'column', flex: 1, minHeight: '160px', gap: tokens.spacingVerticalS },
  bar: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalS },
  shown: { marginLeft: 'auto', color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200, fontVariantNumeric: 'tabular-nums' },
  list: { flex: 1, minHeight: 0, overflowY: 'auto', border: `1px solid ${tokens.colorNeutralStroke2}`, borderRadius: tokens.borderRadiusMedium, ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` } },
  lines: { position: 'relative' },
  line: { position: 'absolute', left: 0, right: 0, height: `${lineHeight}px`, display: 'grid', gridTemplateColumns: '72px 132px 132px minmax(0, 1fr) minmax(0, 1.4fr)', columnGap: tokens.spacingHorizontalM, alignItems: 'center', padding: `0 ${tokens.spacingHorizontalM}`, boxSizing: 'border-box', fontSize: tokens.fontSizeBase200, whiteSpace: 'nowrap', borderBottom: `1px solid ${tokens.colorNeutralStroke3}` },
  cell: { overflow: 'hidden', textOverflow: 'ellipsis' },
  quiet: { color: tokens.colorNeutralForeground2 },
  outcome: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalXS },
  written: { color: tokens.colorPaletteGreenForeground1 },
  partly: { color: tokens.colorPaletteMarigoldForeground2 },
  refused: { color: tokens.colorPaletteRedForeground1 },
  waiting: { color: tokens.colorNeutralForeground2 },
  held: { color: tokens.colorPaletteMarigoldForeground2 },
  name: { padding: 0, border: 'none', background: 'none', font: 'inherit', color: 'inherit', textAlign: 'left', cursor: 'pointer', ':hover': { textDecorationLine: 'underline' }, ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` } },
  none: { padding: tokens.spacingVerticalL, color: tokens.colorNeutralForeground2, textAlign: 'center' },
});

const icons: Readonly<Record<TailOutcome, FluentIcon>> = { written: CheckmarkRegular, partly: WarningRegular, refused: DismissRegular, waiting: HourglassRegular, held: HandRightRegular };

/** Entries that match, newest first. */
export function shownEntries(tail: readonly TailEntry[], outcome: TailOutcome | null, text: string): readonly TailEntry[] {
  const wanted = text.trim().toLowerCase();
  return tail.filter((entry) => (outcome === null || entry.outcome === outcome) && (wanted === '' || entry.dn.toLowerCase().includes(wanted) || entry.name.toLowerCase().includes(wanted))).toReversed();
}

function detailOf({ outcome, failure, waitsFor }: TailEntry): string {
  if (failure !== null) return `${failure.message} ${failure.fix}`;
  if (waitsFor !== null) return words.waitsFor(waitsFor);
  return outcome === 'held' ? words.heldText : '';
}

function Line({ entry, top, planId }: { readonly entry: TailEntry; readonly top: number; readonly planId: string | null }) {
  const styles = useStyles();
  const Icon = icons[entry.outcome];
  const detail = detailOf(entry);
  return (
    <div role="listitem" className={styles.line} style={{ transform: `translateY(${top}px)` }} data-outcome={entry.outcome}>
      <span className={styles.quiet}>{new Date(entry.at).toLocaleTimeString('en-GB')}</span>
      <span className={mergeClasses(styles.outcome, styles[entry.outcome])}>
        <Icon aria-hidden />
        {words.outcomes[entry.outcome]}
      </span>
      <span className={mergeClasses(styles.cell, styles.quiet)}>{planStrings.actions[entry.action]}</span>
      <button type="button" className={mergeClasses(styles.cell, styles.name)} title={entry.dn} onClick={() => openScreen('plan', { text: entry.name, ...(planId === null ? {} : { plan: planId }) })}>
        {entry.name}
      </button>
      <span className={mergeClasses(styles.cell, styles.quiet)} title={detail}>
        {detail}
      </span>
    </div>
  );
}

/** The objects as they are answered, the newest on top. */
export function LiveTail({ view }: { readonly view: RunView }) {
  const styles = useStyles();
  const [outcome, setOutcome] = useState<TailOutcome | null>(null);
  const [text, setText] = useState('');
  const scroll = useRef<HTMLDivElement>(null);
  const entries = useMemo(() => shownEntries(view.tail, outcome, text), [view.tail, outcome, text]);
  const virtualizer = useVirtualizer({ count: entries.length, getScrollElement: () => scroll.current, estimateSize: () => lineHeight, overscan: 8 });
  const all = Object.values(view.numbers.outcomes).reduce((sum, count) => sum + count, 0);
  return (
    <div className={styles.tail}>
      <div className={styles.bar}>
        <SearchBox size="small" aria-label={words.search} placeholder={words.search} value={text} onChange={(_event, { value }) => setText(value)} />
        <Select size="small" aria-label={words.outcome} value={outcome ?? ''} onChange={(_event, { value }) => setOutcome(tailOutcomes.find((each) => each === value) ?? null)}>
          <option value="">{words.all}</option>
          {tailOutcomes.map((each) => (
            <option key={each} value={each}>
              {words.outcomes[each]} ({view.numbers.outcomes[each].toLocaleString('en')})
            </option>
          ))}
        </Select>
        <span className={styles.shown}>{view.tail.length === 0 ? '' : words.shown(entries.length, all)}</span>
      </div>
      <div ref={scroll} className={styles.list} tabIndex={0} role="region" aria-label={words.label}>
        {entries.length === 0 ? (
          <div className={styles.none}>{view.tail.length > 0 ? words.noMatch : view.state === 'ended' && all > 0 ? words.notKept : words.none}</div>
        ) : (
          <div role="list" aria-label={words.label} className={styles.lines} style={{ height: virtualizer.getTotalSize() }}>
            {virtualizer.getVirtualItems().map(({ index, start }) => {
              const entry = entries[index];
              return entry === undefined ? null : <Line key={entry.number} entry={entry} top={start} planId={view.result?.planId ?? null} />;
            })}
          </div>
        )}
      </div>
    </div>
  );
}

import { Button, Checkbox, makeStyles, Popover, PopoverSurface, PopoverTrigger, SearchBox, tokens } from '@fluentui/react-components';
import { ChevronDownRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { planStrings } from '../../strings/plan.ts';

export type Choice = { readonly key: string; readonly label: string; readonly count: number };

const useStyles = makeStyles({
  surface: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS, padding: tokens.spacingHorizontalM, maxHeight: '400px', minWidth: '240px', maxWidth: '440px', boxSizing: 'border-box' },
  list: { display: 'flex', flexDirection: 'column', overflowY: 'auto', minHeight: 0, margin: `0 -${tokens.spacingHorizontalS}` },
  choice: { flexShrink: 0 },
  label: { display: 'flex', gap: tokens.spacingHorizontalL, justifyContent: 'space-between' },
  count: { color: tokens.colorNeutralForeground2, fontVariantNumeric: 'tabular-nums' },
  none: { color: tokens.colorNeutralForeground2 },
  set: { borderTopColor: tokens.colorCompoundBrandStroke, borderRightColor: tokens.colorCompoundBrandStroke, borderBottomColor: tokens.colorCompoundBrandStroke, borderLeftColor: tokens.colorCompoundBrandStroke, color: tokens.colorBrandForeground1 },
});

const searchedFrom = 9;

/** One part of the filter: what can be chosen, how many changes each choice would show, and what is chosen. */
export function FacetPicker({ name, choices, chosen, onToggle, onClear }: { readonly name: string; readonly choices: readonly Choice[]; readonly chosen: readonly string[]; readonly onToggle: (key: string) => void; readonly onClear: () => void }) {
  const styles = useStyles();
  const [text, setText] = useState('');
  const wanted = text.trim().toLowerCase();
  const missing = chosen.filter((key) => !choices.some((choice) => choice.key === key)).map((key) => ({ key, label: key, count: 0 }));
  const shown = [...missing, ...choices].filter(({ label }) => label.toLowerCase().includes(wanted));
  const labels = chosen.map((key) => choices.find((choice) => choice.key === key)?.label ?? key);
  const summary = labels.length === 0 ? name : labels.length === 1 ? `${name}: ${labels[0] ?? ''}` : `${name}: ${labels.length}`;
  return (
    <Popover positioning="below-start" onOpenChange={() => setText('')} trapFocus>
      <PopoverTrigger disableButtonEnhancement>
        <Button size="small" appearance="outline" icon={<ChevronDownRegular />} iconPosition="after" className={chosen.length === 0 ? undefined : styles.set}>
          <span style={{ maxWidth: 200, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}>{summary}</span>
        </Button>
      </PopoverTrigger>
      <PopoverSurface className={styles.surface} aria-label={name}>
        {choices.length < searchedFrom && wanted === '' ? null : <SearchBox size="small" aria-label={planStrings.filter.search(name)} placeholder={planStrings.filter.search(name)} value={text} onChange={(_event, { value }) => setText(value)} />}
        <div className={styles.list} role="group" aria-label={name}>
          {shown.map(({ key, label, count }) => (
            <Checkbox
              key={key}
              className={styles.choice}
              checked={chosen.includes(key)}
              onChange={() => onToggle(key)}
              label={
                <span className={styles.label}>
                  {label} <span className={styles.count}>{count.toLocaleString('en')}</span>
                </span>
              }
            />
          ))}
          {shown.length === 0 ? <span className={styles.none}>{planStrings.filter.none}</span> : null}
        </div>
        {chosen.length === 0 ? null : (
          <Button size="small" appearance="subtle" onClick={onClear}>
            {planStrings.filter.clearOne(name)}
          </Button>
        )}
      </PopoverSurface>
    </Popover>
  );
}

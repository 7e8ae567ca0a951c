import { Button, Label, makeStyles, SearchBox, Select, tokens, useId } from '@fluentui/react-components';
import { FilterDismissRegular } from '@fluentui/react-icons';
import type { PlanFacets, PlanFilter, PlanHold } from '../../../shared/ipc/plan.ts';
import { planGroupings } from '../../../shared/ipc/plan.ts';
import { planStrings } from '../../strings/plan.ts';
import { FacetPicker, type Choice } from './facet-picker.tsx';
import { everything, isFiltered, toggled, type PlanQuery } from './plan-filter.ts';

const useStyles = makeStyles({
  bar: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  text: { flex: '1 1 220px', maxWidth: '360px' },
  end: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalS, marginLeft: 'auto' },
  shown: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200, fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' },
});

const { filter: words } = planStrings;

function named<Key extends string>(counts: readonly { readonly key: Key; readonly count: number }[], labels: Readonly<Record<Key, string>>): readonly Choice[] {
  return counts.map(({ key, count }) => ({ key, count, label: labels[key] }));
}

/** Text and facets that narrow the table, and what it is grouped by. Counts are those of the plan as filtered by the others. */
export function FilterBar({ query, facets, total, onChange }: { readonly query: PlanQuery; readonly facets: PlanFacets | null; readonly total: number | null; readonly onChange: (query: PlanQuery) => void }) {
  const styles = useStyles();
  const groupId = useId('group');
  const { filter } = query;
  const set = (part: Partial<PlanFilter>): void => onChange({ ...query, filter: { ...filter, ...part } });
  const containers = (facets?.containers ?? []).map(({ key, count, path }) => ({ key, count, label: path.join(' › ') }));
  const toggleHold = (hold: string): void => set({ hold: filter.hold === hold ? 'any' : (hold as PlanHold) });
  return (
    <div className={styles.bar} role="search" aria-label={words.label}>
      <SearchBox className={styles.text} size="small" aria-label={words.text} placeholder={words.text} value={filter.text} onChange={(_event, { value }) => set({ text: value })} />
      <FacetPicker name={words.actions} choices={named(facets?.actions ?? [], planStrings.actions)} chosen={filter.actions} onToggle={(key) => set({ actions: toggled(filter.actions, key as PlanFilter['actions'][number]) })} onClear={() => set({ actions: [] })} />
      <FacetPicker name={words.types} choices={named(facets?.types ?? [], planStrings.types)} chosen={filter.types} onToggle={(key) => set({ types: toggled(filter.types, key as PlanFilter['types'][number]) })} onClear={() => set({ types: [] })} />
      <FacetPicker name={words.container} choices={containers} chosen={filter.container === null ? [] : [filter.container]} onToggle={(key) => set({ container: filter.container === key ? null : key })} onClear={() => set({ container: null })} />
      <FacetPicker name={words.reasons} choices={named(facets?.reasons ?? [], planStrings.reasons)} chosen={filter.reasons} onToggle={(key) => set({ reasons: toggled(filter.reasons, key as PlanFilter['reasons'][number]) })} onClear={() => set({ reasons: [] })} />
      <FacetPicker name={words.attributes} choices={(facets?.attributes ?? []).map((count) => ({ ...count, label: count.key }))} chosen={filter.attributes} onToggle={(key) => set({ attributes: toggled(filter.attributes, key) })} onClear={() => set({ attributes: [] })} />
      <FacetPicker name={words.hold} choices={named(facets?.holds ?? [], planStrings.holds)} chosen={filter.hold === 'any' ? [] : [filter.hold]} onToggle={toggleHold} onClear={() => set({ hold: 'any' })} />
      {isFiltered(filter) ? (
        <Button size="small" appearance="subtle" icon={<FilterDismissRegular />} onClick={() => set(everything)}>
          {words.clear}
        </Button>
      ) : null}
      <div className={styles.end}>
        <span className={styles.shown} role="status">
          {facets === null || total === null ? '' : words.shown(facets.total, total)}
        </span>
        <Label htmlFor={groupId} size="small">
          {words.groupBy}
        </Label>
        <Select id={groupId} size="small" value={query.groupBy ?? ''} onChange={(_event, { value }) => onChange({ ...query, groupBy: planGroupings.find((each) => each === value) ?? null })}>
          <option value="">{words.ungrouped}</option>
          {planGroupings.map((by) => (
            <option key={by} value={by}>
              {words.groupings[by]}
            </option>
          ))}
        </Select>
      </div>
    </div>
  );
}

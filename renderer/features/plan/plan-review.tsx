import { makeStyles, tokens } from '@fluentui/react-components';
import { useEffect, useRef, useState } from 'react';
import type { PlanFacets, PlanOverview } from '../../../shared/ipc/plan.ts';
import { call } from '../../api.ts';
import { useCall } from '../../hooks/use-call.ts';
import { FilterBar } from './filter-bar.tsx';
import { PlanDrawer } from './plan-drawer.tsx';
import { everything, filterOfTile, tileOfFilter, wholePlan, type PlanQuery } from './plan-filter.ts';
import { PlanTable } from './plan-table.tsx';
import { ExtensionsBanner } from './extensions-banner.tsx';
import { ProtectionBanner } from './protection-banner.tsx';
import { TileRow } from './tile-row.tsx';

const useStyles = makeStyles({
  review: { display: 'flex', flexDirection: 'column', flex: 1, minHeight: 0, gap: tokens.spacingVerticalM, '> :not(:last-child)': { flexShrink: 0 } },
  table: { position: 'relative', display: 'flex', flexDirection: 'column', flex: 1, minHeight: 0 },
});

/** Counting every facet waits until nobody types. */
const facetsAfterMs = 120;

/** Facets of the plan as filtered; the last ones stay while new ones are counted. */
function useFacets(profileId: string, planId: string, query: PlanQuery): PlanFacets | null {
  const [facets, setFacets] = useState<PlanFacets | null>(null);
  const key = JSON.stringify([profileId, planId, query.filter]);
  useEffect(() => {
    let live = true;
    const [profile, plan, filter] = JSON.parse(key) as [string, string, PlanQuery['filter']];
    const timer = setTimeout(() => {
      call('plan.facets', { profileId: profile, planId: plan, filter }).then((next) => { if (live) setFacets(next); }, () => undefined);
    }, facetsAfterMs);
    return () => {
      live = false;
      clearTimeout(timer);
    };
  }, [key]);
  return facets;
}

type Opened = { readonly changeId: string; readonly focused: boolean };

export type PlanReviewProps = {
  readonly profileId: string;
  readonly overview: PlanOverview;
  readonly query: PlanQuery;
  readonly onQuery: (query: PlanQuery) => void;
  /** Setup shows its own banner-less preview: nothing can be released before the first synchronization. */
  readonly withBanner?: boolean;
};

/** A plan to be looked through: tiles, filter, table, and one change in full beside it. Fills the height it is given. */
export function PlanReview({ profileId, overview, query, onQuery, withBanner = true }: PlanReviewProps) {
  const styles = useStyles();
  const planId = overview.plan.id;
  const totals = useCall('plan.totals', { profileId, planId });
  const facets = useFacets(profileId, planId, query);
  const [opened, setOpened] = useState<Opened | null>(null);
  const area = useRef<HTMLDivElement>(null);
  useEffect(() => setOpened(null), [planId]);
  const close = (): void => {
    setOpened(null);
    area.current?.querySelector<HTMLElement>('[role=grid]')?.focus();
  };
  const sums = totals.state === 'ready' ? totals.value : null;
  const all = sums === null ? null : Object.values(sums).reduce((sum, { users, groups }) => sum + users + groups, 0);
  return (
    <div className={styles.review}>
      {withBanner ? <ProtectionBanner profileId={profileId} overview={overview} onReview={() => onQuery({ ...query, filter: { ...everything, hold: 'protection' } })} /> : null}
      <ExtensionsBanner extensions={overview.plan.extensions ?? []} />
      <TileRow totals={sums} chosen={tileOfFilter(query.filter)} onChoose={(tile) => onQuery({ ...query, filter: tile === null ? everything : filterOfTile(tile) })} />
      <FilterBar query={query} facets={facets} total={all} onChange={onQuery} />
      <div ref={area} className={styles.table}>
        <PlanTable
          profileId={profileId}
          planId={planId}
          filter={query.filter}
          sort={query.sort}
          groupBy={query.groupBy}
          onSort={(sort) => onQuery({ ...query, sort })}
          onOpen={(changeId, how) => setOpened((before) => (how === 'open' ? { changeId, focused: true } : before === null ? null : { changeId, focused: false }))}
          onClose={() => setOpened(null)}
        />
        {opened === null ? null : <PlanDrawer profileId={profileId} planId={planId} {...opened} onOpen={(changeId) => setOpened({ changeId, focused: true })} onClose={close} />}
      </div>
    </div>
  );
}

/** The same with a query of its own, for other screens (the preview of setup). */
export function EmbeddedPlanReview({ profileId, overview }: { readonly profileId: string; readonly overview: PlanOverview }) {
  const [query, setQuery] = useState(wholePlan);
  return <PlanReview profileId={profileId} overview={overview} query={query} onQuery={setQuery} withBanner={false} />;
}

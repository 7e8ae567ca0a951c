import type { Settings } from '../settings.ts';
import type { SourceRow, StagingStore } from '../store.ts';
import { containerFilter } from './containers.ts';
import { filterOf } from '../rules/filter.ts';
import { exclusionOf } from './exclusions.ts';
import { pilotFilter } from './pilot.ts';

/** In scope, or the name of the rule that keeps the object out with what it means. */
export type ScopeVerdict = { readonly inScope: true } | { readonly inScope: false; readonly rule: string; readonly means: string };

export type Scope = (row: SourceRow) => ScopeVerdict;

const inScope: ScopeVerdict = { inScope: true };

/** Containers, then pilot group, exclusions and the admin's filter rules; every excluded object keeps the rule's name as reason. */
export function scopeOf(settings: Settings, source: StagingStore['source'], now: Date): Scope {
  const inContainers = containerFilter(settings.containers, source);
  const inPilot = pilotFilter(settings.pilotGroup, source);
  const filteredBy = filterOf(settings.rules, source, now);
  return (row) => {
    if (!inContainers(row.dn)) return { inScope: false, rule: 'outsideContainers', means: 'not in a selected container' };
    if (!inPilot(row.guid)) return { inScope: false, rule: 'outsidePilotGroup', means: 'not a member of the pilot group' };
    const exclusion = exclusionOf(row);
    if (exclusion !== null) return { inScope: false, rule: exclusion.name, means: exclusion.means };
    const filter = filteredBy?.(row) ?? null;
    return filter === null ? inScope : { inScope: false, rule: filter.name, means: filter.description === '' ? 'the rule sets cloudFiltered' : filter.description };
  };
}

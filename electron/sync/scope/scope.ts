import type { Settings } from '../settings.ts';
import type { SourceRow, StagingStore } from '../store.ts';
import { containerFilter } from './containers.ts';
import { exclusionOf } from './exclusions.ts';
import { pilotFilter } from './pilot.ts';

/** In scope, or the name of the rule that keeps the object out with what it means. */
export type ScopeVerdict = { readonly inScope: true } | { readonly inScope: false; readonly rule: string; readonly means: string };

export type Scope = (row: SourceRow) => ScopeVerdict;

const inScope: ScopeVerdict = { inScope: true };

/** Containers, then pilot group, then exclusions; every excluded object keeps the rule's name as reason. */
export function scopeOf(settings: Settings, source: StagingStore['source']): Scope {
  const inContainers = containerFilter(settings.containers, source);
  const inPilot = pilotFilter(settings.pilotGroup, source);
  return (row) => {
    if (!inContainers(row.dn)) return { inScope: false, rule: 'outsideContainers', means: 'not in a selected container' };
    if (!inPilot(row.guid)) return { inScope: false, rule: 'outsidePilotGroup', means: 'not a member of the pilot group' };
    const exclusion = exclusionOf(row);
    return exclusion === null ? inScope : { inScope: false, rule: exclusion.name, means: exclusion.means };
  };
}

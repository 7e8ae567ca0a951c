import type { Settings } from '../settings.ts';
import type { SourceRow, StagingStore } from '../store.ts';
import { containerFilter } from './containers.ts';
import { filterOf } from '../rules/filter.ts';
import { exclusionOf } from './exclusions.ts';
import { pilotFilter } from './pilot.ts';
import { joinKeysOf } from '../join/join-keys.ts';

/** In scope, or the name of the rule that keeps the object out with what it means. */
export type ScopeVerdict = { readonly inScope: true } | { readonly inScope: false; readonly rule: string; readonly means: string };

export type Scope = (row: SourceRow) => ScopeVerdict;

const inScope: ScopeVerdict = { inScope: true };

const noJoinValue = { name: 'noJoinValue', means: 'it lacks the value by which users of several sources are joined' };

/** As with Entra Connect, joining by mail or by an attribute leaves out who has no value: nobody knows who that is. */
function lacksJoinValue({ sources, join }: Settings): (row: SourceRow) => boolean {
  if (sources.length === 1 || (join !== 'mail' && typeof join !== 'object')) return () => false;
  return (row) => joinKeysOf(row, join).is.length === 0;
}

/** Of its source: containers, then pilot group. Then exclusions and the admin's filter rules; every excluded object keeps the rule's name as reason. */
export function scopeOf(settings: Settings, source: StagingStore['source'], now: Date): Scope {
  const selections = new Map(settings.sources.map(({ name, containers, pilotGroup }) => [name, { inContainers: containerFilter(containers, source), inPilot: pilotFilter(pilotGroup, source) }]));
  const filteredBy = filterOf(settings.rules, source, now);
  const lacksJoin = lacksJoinValue(settings);
  return (row) => {
    const selection = selections.get(row.source);
    if (selection === undefined) return { inScope: false, rule: 'sourceNotConfigured', means: `its source ${row.source} is not in the profile any more` };
    const { inContainers, inPilot } = selection;
    if (!inContainers(row.dn)) return { inScope: false, rule: 'outsideContainers', means: 'not in a selected container' };
    if (!inPilot(row.guid)) return { inScope: false, rule: 'outsidePilotGroup', means: 'not a member of the pilot group' };
    const exclusion = exclusionOf(row) ?? (row.kind === 'user' && lacksJoin(row) ? noJoinValue : null);
    if (exclusion !== null) return { inScope: false, rule: exclusion.name, means: exclusion.means };
    const filter = filteredBy?.(row) ?? null;
    return filter === null ? inScope : { inScope: false, rule: filter.name, means: filter.description === '' ? 'the rule sets cloudFiltered' : filter.description };
  };
}

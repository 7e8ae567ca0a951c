import { membershipIn } from '../rules/membership.ts';
import { rulesOf } from '../rules/rule-set.ts';
import type { JoinClause } from '../rules/rule.ts';
import { compileScope, key, valuesOf } from '../rules/scope-filter.ts';
import type { Settings } from '../settings.ts';
import type { SourceRow, StagingStore, TargetRow } from '../store.ts';

/**
 * The cloud users that the joins of an admin's rules find for an AD user without a link; `free` says who may be found. A
 * rule in scope finds one, or several when none of its groups finds exactly one; rules that disagree find several.
 */
export type RuleJoins = (guid: string, free: (id: string) => boolean) => readonly string[];

type Group = { readonly clauses: readonly JoinClause[]; readonly users: ReadonlyMap<string, readonly string[]> };

/** Every combination of one value for each clause, as one key; none when a clause has no value. */
function keysOf(values: readonly (readonly string[])[]): readonly string[] {
  return values.reduce<readonly string[]>((keys, each) => keys.flatMap((known) => each.map((value) => `${known}\0${value}`)), ['']);
}

function propertyValues({ attributes }: TargetRow, property: string): readonly string[] {
  const value = attributes[property];
  const all = typeof value === 'string' ? [value] : typeof value === 'object' && value !== null ? value : [];
  return all.map((each) => each.trim().toLowerCase()).filter((each) => each !== '');
}

function sourceValues(row: SourceRow, attribute: string): readonly string[] {
  return valuesOf(row, attribute).map(key);
}

/** Reads the cloud users once, when the first AD user asks. */
function groupsOf(joins: readonly (readonly JoinClause[])[], target: StagingStore['target']): readonly Group[] {
  const groups = joins.map((clauses) => ({ clauses, users: new Map<string, string[]>() }));
  for (const row of target.iterate(['user'])) {
    if (row.state !== 'present') continue;
    for (const { clauses, users } of groups) {
      for (const found of keysOf(clauses.map(({ property }) => propertyValues(row, property)))) {
        const known = users.get(found);
        if (known === undefined) users.set(found, [row.id]);
        else known.push(row.id);
      }
    }
  }
  return groups;
}

/** More are of no use to somebody who has to pick one, and a property that many users share would fill the review. */
const mostCandidates = 10;

/** As documented for Entra Connect: the first group that finds exactly one decides; none or several pass on to the next. */
function found(groups: readonly Group[], row: SourceRow, free: (id: string) => boolean): readonly string[] {
  let several: readonly string[] = [];
  for (const { clauses, users } of groups) {
    const keys = keysOf(clauses.map(({ attribute }) => sourceValues(row, attribute)));
    const candidates = new Set<string>();
    for (const each of keys) {
      for (const id of users.get(each) ?? []) {
        if (candidates.size === mostCandidates) break;
        if (free(id)) candidates.add(id);
      }
    }
    if (candidates.size === 1) return [...candidates];
    several = [...several, ...candidates];
  }
  return [...new Set(several)].slice(0, mostCandidates);
}

/** Compiles the joins of all enabled rules for one run. Values are compared trimmed and without case. */
export function ruleJoins(options: Settings['rules'], store: Pick<StagingStore, 'source' | 'target'>): RuleJoins {
  const rules = rulesOf(options).filter(({ enabled, type, join }) => enabled && type === 'user' && join.length > 0);
  if (rules.length === 0) return () => [];
  const isMember = membershipIn(store.source);
  let compiled: readonly { readonly inScope: ReturnType<typeof compileScope>; readonly groups: readonly Group[] }[] | null = null;
  return (guid, free) => {
    compiled ??= rules.map(({ scope, join }) => ({ inScope: compileScope(scope, isMember), groups: groupsOf(join, store.target) }));
    const row = store.source.get(guid);
    if (row === null) return [];
    return [...new Set(compiled.flatMap(({ inScope, groups }) => (inScope === null || inScope(row) ? found(groups, row, free) : [])))];
  };
}

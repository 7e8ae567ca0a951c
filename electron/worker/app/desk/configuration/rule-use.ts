import type { ExclusionRow, RuleUse } from '../../../../../shared/ipc/configuration.ts';
import { isSynchronizedGroup } from '../../../../sync/plan/identity.ts';
import { withJoinedSources } from '../../../../sync/join/joined-sources.ts';
import { readsOfFlow } from '../../../../sync/rules/compile-rules.ts';
import { outboundNames } from '../../../../sync/rules/outbound.ts';
import type { Rule, RuleFlow } from '../../../../sync/rules/rule.ts';
import { exclusions } from '../../../../sync/scope/exclusions.ts';
import { scopeOf } from '../../../../sync/scope/scope.ts';
import type { Settings } from '../../../../sync/settings.ts';
import type { StagingStore } from '../../../../sync/store.ts';
import { systemClock } from '../../../system.ts';
import { enabledFlows, flowKey } from './flow-table.ts';

type Present = { objects: number; readonly attributes: Map<string, number> };

/** How many objects in scope there are of each type, and how many of them have each AD attribute. */
function presence(settings: Settings, source: StagingStore['source']): Readonly<Record<'user' | 'group', Present>> {
  const scope = scopeOf(settings, source, systemClock.now());
  const present = { user: { objects: 0, attributes: new Map<string, number>() }, group: { objects: 0, attributes: new Map<string, number>() } };
  for (const row of source.iterate(['user', 'group'])) {
    if (row.state === 'gone' || !scope(row).inScope || (row.kind === 'group' && !isSynchronizedGroup(row, settings.rules))) continue;
    const counts = present[row.kind === 'group' ? 'group' : 'user'];
    counts.objects += 1;
    for (const name of Object.keys(row.attributes)) counts.attributes.set(name, (counts.attributes.get(name) ?? 0) + 1);
  }
  return present;
}

/** Scope first, then the exclusions, one row a name: the plan counts by name. */
function exclusionRows(count: (name: string) => number | null): readonly ExclusionRow[] {
  const all = [
    { name: 'outsideContainers', kinds: ['user', 'group', 'contact'] as const, means: 'not in a selected container' },
    { name: 'outsidePilotGroup', kinds: ['user', 'group', 'contact'] as const, means: 'not a member of the pilot group' },
    ...exclusions,
  ];
  return [...new Set(all.map(({ name }) => name))].map((name) => {
    const same = all.filter((each) => each.name === name);
    return {
      name,
      kinds: (['user', 'group', 'contact'] as const).filter((kind) => same.some(({ kinds }) => kinds.some((each) => each === kind))),
      means: [...new Set(same.map(({ means }) => means))].join('; '),
      objects: count(name),
    };
  });
}

/** The AD attributes behind what an outbound flow reads. */
function readsBehind(rule: Rule, flow: RuleFlow, enabled: ReturnType<typeof enabledFlows>, rules: Settings['rules']): readonly string[] {
  const names = outboundNames(rule.type, rules, rules.parameters);
  const properties = new Set(readsOfFlow(flow).map(names.property));
  return [...new Set(enabled.flatMap((each) => (each.rule.direction === 'inbound' && each.rule.type === rule.type && properties.has(each.flow.target) ? readsOfFlow(each.flow) : [])))];
}

/** Objects that a flow applies to. `withValue` is exact for one AD attribute; with several, the most that one of them has. */
export function ruleUse(settings: Settings, store: StagingStore): RuleUse {
  const latest = store.plans.latest();
  const excluded = latest?.summary.scope.excluded ?? null;
  const rows = exclusionRows((name) => (excluded === null ? null : (excluded[name] ?? 0)));
  if (latest === null) return { at: null, flows: {}, exclusions: rows };
  const present = presence(settings, withJoinedSources(settings, store).source);
  const enabled = enabledFlows(settings.rules);
  const flows = enabled.map(({ rule, flow }) => {
    const { objects, attributes } = present[rule.type];
    const reads = rule.direction === 'inbound' ? readsOfFlow(flow) : readsBehind(rule, flow, enabled, settings.rules);
    const withValue = reads.length === 0 ? objects : Math.max(...reads.map((name) => attributes.get(name) ?? 0));
    return [flowKey(rule, flow), { objects, withValue }] as const;
  });
  return { at: latest.createdAt, flows: Object.fromEntries(flows), exclusions: rows };
}

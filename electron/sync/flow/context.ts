import type { TenantDomain } from '../directory.ts';
import { compileRules, type CompiledRules } from '../rules/compile-rules.ts';
import { refuseFaultyRules } from '../rules/check-rules.ts';
import type { RunFacts } from '../rules/expression/evaluate.ts';
import { membershipIn, nobody, type MemberSource } from '../rules/membership.ts';
import { parametersOf, rulesOf } from '../rules/rule-set.ts';
import type { Settings } from '../settings.ts';

/** What attribute flows may look at beside the object. `verified` and `federated` hold lower-case domain names. */
export type FlowContext = {
  readonly rules: CompiledRules;
  readonly facts: RunFacts;
  readonly verified: ReadonlySet<string>;
  readonly federated: ReadonlySet<string>;
  readonly initialDomain: string;
};

const noProperties: ReadonlySet<string> = new Set();

function without({ user, group, outbound }: CompiledRules, leftOut: ReadonlySet<string>): CompiledRules {
  const kept = (properties: CompiledRules['user']): CompiledRules['user'] => properties.filter(({ property }) => !leftOut.has(`${property.type}.${property.name}`));
  return leftOut.size === 0 ? { user, group, outbound } : { user: kept(user), group: kept(group), outbound };
}

/**
 * Compiles the rules of the settings, once for a run. `source` answers who is in a group; without it ISMEMBEROF holds for
 * nobody. `leftOut`: directory extensions that cannot be written, `user.extension_NAME`. Throws a usage Problem when a rule cannot work: nothing may be planned on half of the rules.
 */
export function flowContext(settings: Pick<Settings, 'rules'>, domains: readonly TenantDomain[], now: Date, source: MemberSource | null = null, leftOut: ReadonlySet<string> = noProperties): FlowContext {
  const verified = domains.filter((domain) => domain.verified);
  refuseFaultyRules(settings.rules);
  return {
    rules: without(compileRules(rulesOf(settings.rules), source === null ? nobody : membershipIn(source), settings.rules), leftOut),
    facts: { parameters: parametersOf(settings.rules), now },
    verified: new Set(verified.map((domain) => domain.name.toLowerCase())),
    federated: new Set(verified.filter((domain) => domain.federated).map((domain) => domain.name.toLowerCase())),
    initialDomain: (domains.find((domain) => domain.initial) ?? verified[0])?.name.toLowerCase() ?? '',
  };
}

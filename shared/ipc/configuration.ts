import type { Profile, ProfileInput } from '../profile.ts';
import type { RuleDirection, RuleSetFinding, ShownRule } from '../rules.ts';
import type { Situation } from '../situation.ts';
import { complete, type Call } from './call.ts';

/** Which objects of a further source are in scope. */
export type FurtherChoice = { readonly name: string; readonly title: string; readonly containers: Profile['source']['containers']; readonly pilotGroup: Profile['source']['pilotGroup'] };

/** The part of a profile that decides what is synchronized and how; no connection, no secret. Defaults are filled in. */
export type Configuration = {
  readonly containers: Profile['source']['containers'];
  readonly pilotGroup: Profile['source']['pilotGroup'];
  /** What people call the source that `containers` and `pilotGroup` are of. */
  readonly title: string;
  /** The same of the further sources, in the order of the profile. */
  readonly further: readonly FurtherChoice[];
  readonly rules: Profile['rules'];
  readonly policies: Profile['policies'];
  readonly protection: Profile['protection'];
};

export type ConfigurationChange = {
  readonly containers?: ProfileInput['source']['containers'];
  readonly pilotGroup?: ProfileInput['source']['pilotGroup'];
  /** Sources that are not named keep their choices. */
  readonly further?: readonly (Pick<FurtherChoice, 'name'> & Pick<ProfileInput['source'], 'containers' | 'pilotGroup'>)[] | undefined;
  readonly rules?: ProfileInput['rules'];
  readonly policies?: ProfileInput['policies'];
  readonly protection?: ProfileInput['protection'];
};

/** An attribute flow as the tables show it. */
export type FlowRow = {
  /** Unique in the table. */
  readonly key: string;
  readonly type: 'user' | 'group';
  /** Outbound flows read properties, after all inbound ones. */
  readonly direction: RuleDirection;
  /** Graph property. */
  readonly target: string;
  /** Id of the rule: `user.jobTitle` for a default rule, its name for an admin's. */
  readonly ruleId: string;
  /** Name of the rule, as plan, conflicts and explain use it. */
  readonly name: string;
  readonly kind: 'direct' | 'constant' | 'computed' | 'expression';
  /** AD attributes; for an outbound flow properties. */
  readonly reads: readonly string[];
  /** How it comes to its value, in a phrase. */
  readonly how: string;
  readonly required: boolean;
  readonly when: 'always' | 'create';
  readonly empty: 'clear' | 'keep';
  readonly longest: number | null;
  readonly origin: 'default' | 'custom';
  /** The lowest one that has a value wins. */
  readonly precedence: number;
};

export type FlowTable = {
  readonly flows: readonly FlowRow[];
  /** AD attributes that can become the sign-in name. */
  readonly signInAttributes: readonly string[];
  /** ISO 3166-1 alpha-2 codes. */
  readonly countries: readonly string[];
};

export type ExclusionRow = { readonly name: string; readonly kinds: readonly ('user' | 'group' | 'contact')[]; readonly means: string; /** Objects it keeps out, as of the last plan; null when there is none. */ readonly objects: number | null };

/** What the rules have to do with what was read last. */
export type RuleUse = {
  /** When the plan it is taken from was made; null when nothing was read yet. */
  readonly at: string | null;
  /** Flow key → objects in scope that the rule applies to, and those with a value to flow. */
  readonly flows: Readonly<Record<string, { readonly objects: number; readonly withValue: number }>>;
  readonly exclusions: readonly ExclusionRow[];
};

/** What the last plan would do, or did, to objects that were in the tenant already. */
export type MatchExpectation = {
  readonly at: string;
  readonly users: { readonly hard: number; readonly soft: number; readonly create: number };
  readonly groups: { readonly link: number; readonly create: number };
  /** Objects held for review, by situation. */
  readonly held: readonly { readonly situation: Situation; readonly count: number }[];
};

/** The rules with what is wrong with them, and what a rule can be made of. */
export type RuleReview = {
  /** In the order in which they are asked. */
  readonly rules: readonly ShownRule[];
  readonly findings: readonly RuleSetFinding[];
  /** Properties that a rule may supply, cloudFiltered among them. */
  readonly targets: Readonly<Record<'user' | 'group', readonly { readonly name: string; readonly takes: 'text' | 'texts' | 'boolean' }[]>>;
  /** AD attributes that a rule may read. */
  readonly attributes: readonly string[];
  /** Default rules that may be switched off, by id. */
  readonly optional: readonly string[];
};

export type ConfigurationCalls = {
  'configuration.read': Call<{ readonly profileId: string }, Configuration>;
  /** Writes the named parts into the profile; the next run uses them. */
  'configuration.save': Call<{ readonly profileId: string; readonly change: ConfigurationChange }, Configuration>;
  /** The attribute flows as these rules make them. */
  'configuration.flows': Call<{ readonly rules: NonNullable<ProfileInput['rules']> }, FlowTable>;
  /** Checks rules as they would be saved. */
  'configuration.rules': Call<{ readonly rules: NonNullable<ProfileInput['rules']> }, RuleReview>;
  /** A copy of a rule, as an entry of `rules.custom`. */
  'configuration.copyRule': Call<{ readonly rules: NonNullable<ProfileInput['rules']>; readonly id: string }, Profile['rules']['custom'][number]>;
  'configuration.use': Call<{ readonly profileId: string }, RuleUse>;
  /** Null when the profile has no plan yet. */
  'configuration.matches': Call<{ readonly profileId: string }, MatchExpectation | null>;
};

export const configurationCalls = complete<ConfigurationCalls>()(['configuration.read', 'configuration.save', 'configuration.flows', 'configuration.rules', 'configuration.copyRule', 'configuration.use', 'configuration.matches']);

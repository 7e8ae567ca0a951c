import type { extensionTypes } from './profile.ts';
import type { Situation } from './situation.ts';

/** Data types of directory extensions, as Microsoft Graph calls them. */
export type ExtensionType = (typeof extensionTypes)[number];

/** A value as Microsoft Graph takes it. Collections are arrays; null clears. */
export type AttributeValue = string | boolean | null | readonly string[];

export const planActions = [
  'create',
  'restore',
  'link',
  'update',
  'addMembers',
  'setManager',
  'clearManager',
  'removeMembers',
  'disable',
  'delete',
] as const;

/** In the order of export (design, section 9). */
export type PlanAction = (typeof planActions)[number];

export type AttributeChange = {
  /** Graph property name; `extensionAttribute1`… stand for `onPremisesExtensionAttributes.extensionAttribute1`…, `extension_NAME` for a directory extension. */
  readonly name: string;
  readonly from: AttributeValue;
  readonly to: AttributeValue;
  /** Name of the attribute-flow rule that supplies `to`. */
  readonly rule: string;
};

/** A membership or manager to write, by the other object's source GUID (to be linked) or target id (known). */
export type PlanReference = { readonly dn: string; readonly guid: string | null; readonly target: string | null };

/** Why a change is not written in this run. */
export type Hold =
  | { readonly by: 'protection'; readonly kind: 'delete' | 'disable' | 'memberRemove'; readonly text: string }
  | { readonly by: 'dependency'; readonly on: string; readonly text: string };

/**
 * One pending export: an action on one object with every attribute and the reason.
 * `id` is stable for the same staged data and configuration (invariant I3).
 */
export type PlanChange = {
  readonly id: string;
  readonly action: PlanAction;
  readonly type: 'user' | 'group';
  readonly anchor: string;
  /** objectGUID of the AD object; null when it is known from the link only. */
  readonly guid: string | null;
  readonly dn: string;
  /** Target object id; null for a create. */
  readonly target: string | null;
  /** The situation's name. */
  readonly reason: Situation;
  readonly attributes: readonly AttributeChange[];
  /** Members to add or remove; the manager to set (one). Empty for other actions. */
  readonly references: readonly PlanReference[];
  /** Ids of changes that must be done first, in the same plan. */
  readonly dependsOn: readonly string[];
  readonly hold: Hold | null;
};

export type TypeCounts = {
  readonly create: number;
  readonly restore: number;
  readonly link: number;
  readonly update: number;
  readonly disable: number;
  readonly delete: number;
  readonly unchanged: number;
  readonly held: number;
};

export type ProtectionState = {
  readonly tripped: boolean;
  readonly held: { readonly delete: number; readonly disable: number; readonly memberRemove: number };
  readonly limit: { readonly count: number; readonly percent: number };
  /** One sentence per tripped kind: how many against which limit. */
  readonly texts: readonly string[];
  /** Digest of exactly the held set; `--approve` names the plan, the approval is bound to this. */
  readonly heldSet: string;
};

/** What is worth saying without holding an object. */
export type PlanNote = { readonly dn: string; readonly attribute: string | null; readonly text: string };

/** A directory extension that the plan makes in the app registration, before it writes objects. */
export type PlannedExtension = {
  /** `extension_NAME`; in Entra the application id stands before the name. */
  readonly name: string;
  readonly type: ExtensionType;
  readonly several: boolean;
  readonly objectTypes: readonly ('user' | 'group')[];
};

/** Everything about a plan but its changes, which the store keeps one row each. */
export type PlanSummary = {
  readonly id: string;
  readonly users: TypeCounts;
  readonly groups: TypeCounts;
  readonly members: { readonly add: number; readonly remove: number };
  readonly managers: { readonly set: number; readonly clear: number };
  readonly protection: ProtectionState;
  /** Reason → number of objects that have something Graph cannot take. */
  readonly notSynchronizable: Readonly<Record<string, number>>;
  readonly scope: { readonly inScope: number; readonly excluded: Readonly<Record<string, number>> };
  /** Open conflicts; deletions that protection holds are not counted. */
  readonly conflicts: number;
  /** Directory extensions to be made; left out when there is none. */
  readonly extensions?: readonly PlannedExtension[];
};

import type { Conflict } from './conflict.ts';
import type { AttributeValue, PlanAction, PlanChange } from './plan.ts';

/** Where one attribute comes from and where it goes. */
export type ExplainedAttribute = {
  readonly name: string;
  readonly rule: string;
  /** Where `rule` is an outbound rule: what the inbound rules gave, and which of them; a null rule when none is in scope. */
  readonly inbound?: { readonly rule: string | null; readonly value: AttributeValue } | undefined;
  /** The AD attributes the rule looked at, with their values. */
  readonly source: Readonly<Record<string, readonly string[]>>;
  readonly wanted: AttributeValue;
  /** The target's value as last read or written; null when there is none. */
  readonly current: AttributeValue;
  /** The wanted value when it was last seen equal in the target. */
  readonly confirmed: AttributeValue;
  readonly problem: string | null;
};

/** What becomes of a group's direct members. */
export type ExplainedMembers = {
  readonly inSource: number;
  /** Linked to an Entra object, so that they are members there. */
  readonly linked: number;
  /** Not linked: excluded, held, contacts, or of another domain. The first ones, with why. */
  readonly leftOut: number;
  readonly leftOutExamples: readonly { readonly dn: string; readonly why: string }[];
  /** Null when the group has no Entra object. */
  readonly inTarget: number | null;
  /** Members in Entra that AD lacks and that stay. */
  readonly foreign: number;
};

/** The manager in AD, and whether Entra can show it. */
export type ExplainedManager = { readonly dn: string; readonly linkedTo: string | null };

/** The last write that was sent for an object, and how it ended. */
export type LastWrite = { readonly runId: string; readonly action: PlanAction; readonly state: 'sent' | 'done' | 'failed'; readonly detail: string | null; readonly at: string };

/** Why an AD object is (not) synchronized: each station from Active Directory to Entra. */
export type Explanation = {
  readonly side: 'source';
  readonly dn: string;
  readonly guid: string;
  readonly kind: 'user' | 'group' | 'contact' | 'container' | 'foreign';
  readonly state: 'present' | 'gone' | 'doubtful';
  /** DNs of the other AD objects of the same identity, where several sources are joined. */
  readonly joined: readonly string[];
  readonly scope: { readonly inScope: boolean; readonly rule: string | null; readonly means: string | null };
  readonly anchor: string | null;
  readonly link: { readonly targetId: string; readonly name: string; readonly origin: string; readonly state: string; readonly since: string } | null;
  readonly attributes: readonly ExplainedAttribute[];
  /** Groups only. */
  readonly members: ExplainedMembers | null;
  /** Users only; null when there is none. */
  readonly manager: ExplainedManager | null;
  /** Changes of the newest plan for this object. */
  readonly pending: readonly PlanChange[];
  readonly conflicts: readonly Conflict[];
  readonly lastWrite: LastWrite | null;
  /** One sentence: the verdict. */
  readonly verdict: string;
};

/** Why an Entra object that no AD object is linked to is as it is. */
export type TargetExplanation = {
  readonly side: 'target';
  readonly targetId: string;
  readonly kind: 'user' | 'group' | 'contact';
  readonly state: 'present' | 'softDeleted' | 'gone';
  readonly name: string;
  readonly attributes: Readonly<Record<string, AttributeValue>>;
  /** The identity it was linked to, when the AD object is not staged any more. */
  readonly link: { readonly dn: string; readonly state: string; readonly since: string } | null;
  /** Open conflicts of AD objects in which it is the other side. */
  readonly conflicts: readonly Conflict[];
  readonly verdict: string;
};

export type AnyExplanation = Explanation | TargetExplanation;

import type { AttributeValue, ExtensionType } from '../../shared/plan.ts';

/**
 * What connectors deliver and the staging store keeps: objects of both sides as plain data.
 * Source objects are keyed by objectGUID, target objects by Entra object id.
 */

/** An AD object. `foreign` is a foreignSecurityPrincipal; `container` an OU, container or domain root. */
export const sourceKinds = ['user', 'group', 'contact', 'container', 'foreign'] as const;
export type SourceKind = (typeof sourceKinds)[number];

/** A DN-valued attribute value. The GUID is known when the server honours the extended-DN control. */
export type SourceReference = { readonly guid: string | null; readonly dn: string };

export type SourceObject = {
  /** objectGUID as lower-case text, `xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx` in AD's byte order. */
  readonly guid: string;
  readonly dn: string;
  readonly kind: SourceKind;
  /**
   * Values by LDAP display name in the spelling of `sourceAttributes` (attributes.ts), always arrays, never empty.
   * Text as text; objectSid as `S-1-…`; mS-DS-ConsistencyGuid and other binary values as base64.
   */
  readonly attributes: Readonly<Record<string, readonly string[]>>;
  /** `member` of a group; complete, however many. */
  readonly members: readonly SourceReference[];
  readonly manager: SourceReference | null;
  /** The same attributes and members once more, from a connector that read many objects. */
  readonly staged?: StagedForm;
};

/**
 * Attributes and members in the form in which they are staged: UTF-8 as it arrived, which reaches the staging store
 * without becoming a string of JavaScript on the way.
 */
export type StagedForm = {
  /** JSON of `attributes`: names sorted, no white space. */
  readonly attributes: Uint8Array;
  /** Null without members. */
  readonly members: StagedMembers | null;
};

/** A member's key is its GUID, or its DN in lower case where the server gave no GUID. */
export type StagedMembers = {
  readonly count: number;
  /** Members without a GUID. */
  readonly byName: number;
  /** SHA-256, as hex, of the keys: sorted, each once, a line feed between them. Equal members have equal digests. */
  readonly digest: string;
  /** JSON: an object with the DN of each key. */
  readonly names: Uint8Array;
};

export type TargetKind = 'user' | 'group' | 'contact';

export type TargetObject = {
  /** Entra object id, lower-case. */
  readonly id: string;
  readonly kind: TargetKind;
  /**
   * Values by Graph property name (`targetAttributes` in attributes.ts); `extensionAttribute1`…`15` flattened.
   * A property that the page does not mention is left out: for a partial page it keeps its staged value.
   */
  readonly attributes: Readonly<Record<string, AttributeValue>>;
};

/** A directory role and one of its direct members (a user, or a role-assignable group). */
export type RoleAssignment = { readonly role: string; readonly memberId: string; readonly memberKind: 'user' | 'group' | 'other' };

export type TenantDomain = {
  /** Lower-case. */
  readonly name: string;
  readonly verified: boolean;
  readonly federated: boolean;
  readonly initial: boolean;
};

/** A directory extension of Causeway's app registration. */
export type TenantExtension = {
  /** `extension_NAME` */
  readonly name: string;
  /** Null for a data type that Causeway does not write. */
  readonly type: ExtensionType | null;
  /** The data type in Graph's words. */
  readonly dataType: string;
  readonly several: boolean;
  readonly objectTypes: readonly ('user' | 'group')[];
  /** False while objects cannot be asked for it yet. */
  readonly readable: boolean;
};

/** Facts about the tenant that a synchronization depends on; read anew in every run. */
export type TenantFacts = {
  readonly tenantId: string;
  readonly displayName: string;
  readonly domains: readonly TenantDomain[];
  /** The tenant is synchronized by Entra Connect or Cloud Sync (organization.onPremisesSyncEnabled). */
  readonly synchronizedByOther: boolean;
  /** When the other tool last synchronized (organization.onPremisesLastSyncDateTime), ISO 8601; null or left out: never, or not known. */
  readonly lastSyncByOther?: string | null;
  /** Null when the roles may not be read: every found candidate is then held as roleHolder. */
  readonly roles: readonly RoleAssignment[] | null;
  /** Soft-deleted users and groups, with the attributes that identify them. */
  readonly deleted: readonly DeletedObject[];
  /** Those of the profile's directory extensions that exist. Left out when the profile has none; null when they may not be read. */
  readonly extensions?: readonly TenantExtension[] | null;
};

export type DeletedObject = {
  readonly id: string;
  readonly kind: 'user' | 'group';
  readonly displayName: string;
  readonly userPrincipalName: string | null;
  readonly onPremisesImmutableId: string | null;
  readonly uniqueName: string | null;
  readonly deletedAt: string | null;
};

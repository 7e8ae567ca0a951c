import type { Resolution } from '../../../shared/conflict.ts';
import { addressKey } from '../flow/address.ts';
import type { Overrides } from '../flow/project.ts';
import type { Draft } from './draft.ts';

/** What the stored resolutions mean for a synchronization. Collected draft by draft, by AD object. */
export type Decisions = {
  readonly excluded: Set<string>;
  readonly overrides: Map<string, Overrides & { readonly values: Map<string, string>; readonly dropped: Set<string> }>;
  /** Link this AD object to that target object. */
  readonly linkTo: Map<string, string>;
  readonly confirmedRole: Set<string>;
  readonly createNew: Set<string>;
  readonly createAgain: Set<string>;
  readonly restore: Set<string>;
  readonly reanchor: Set<string>;
  /** Contested value → AD object that keeps it. */
  readonly owners: Map<string, string>;
  readonly keepUnlinked: Set<string>;
  readonly disableOnly: Set<string>;
  readonly keepCloud: Map<string, Set<string>>;
  readonly takeOver: Map<string, Set<string>>;
};

export function noDecisions(): Decisions {
  return {
    excluded: new Set(),
    overrides: new Map(),
    linkTo: new Map(),
    confirmedRole: new Set(),
    createNew: new Set(),
    createAgain: new Set(),
    restore: new Set(),
    reanchor: new Set(),
    owners: new Map(),
    keepUnlinked: new Set(),
    disableOnly: new Set(),
    keepCloud: new Map(),
    takeOver: new Map(),
  };
}

function overridesOf(decisions: Decisions, guid: string) {
  const known = decisions.overrides.get(guid) ?? { values: new Map<string, string>(), dropped: new Set<string>() };
  decisions.overrides.set(guid, known);
  return known;
}

function addTo(map: Map<string, Set<string>>, guid: string, attribute: string | null): void {
  if (attribute === null) return;
  map.set(guid, (map.get(guid) ?? new Set()).add(attribute));
}

/** Adds one resolution to the decisions; the draft is the conflict it answers. */
export function applyResolution(decisions: Decisions, resolution: Resolution, draft: Draft): void {
  const { guid } = draft;
  const attribute = resolution.attribute ?? draft.attribute;
  const otherTarget = resolution.target ?? draft.others.find((other) => other.side === 'target')?.id ?? null;
  switch (resolution.kind) {
    case 'exclude':
      decisions.excluded.add(resolution.object ?? guid);
      return;
    case 'pickOwner':
      decisions.owners.set(addressKey(draft.value ?? ''), resolution.object ?? guid);
      return;
    case 'setValue':
      if (attribute !== null && resolution.value !== null) overridesOf(decisions, guid).values.set(attribute, resolution.value);
      return;
    case 'dropAttribute':
      if (attribute !== null) overridesOf(decisions, guid).dropped.add(attribute);
      return;
    case 'link':
      if (draft.situation === 'roleHolder') decisions.confirmedRole.add(guid);
      if (otherTarget !== null) decisions.linkTo.set(guid, otherTarget);
      return;
    case 'pick':
      if (otherTarget !== null) decisions.linkTo.set(guid, otherTarget);
      return;
    case 'createNew':
      decisions.createNew.add(guid);
      return;
    case 'createAgain':
      decisions.createAgain.add(guid);
      return;
    case 'restore':
      decisions.restore.add(guid);
      return;
    case 'reanchor':
      decisions.reanchor.add(guid);
      if (draft.facts['handOver'] !== undefined && otherTarget !== null) decisions.linkTo.set(guid, otherTarget);
      return;
    case 'keepUnlinked':
      decisions.keepUnlinked.add(guid);
      return;
    case 'disableOnly':
      decisions.disableOnly.add(guid);
      return;
    case 'keepCloud':
      addTo(decisions.keepCloud, guid, attribute);
      return;
    case 'takeOver':
      addTo(decisions.takeOver, guid, attribute);
      return;
    case 'retry':
      return;
  }
}

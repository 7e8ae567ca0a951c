import { planActions } from '../../../../../shared/plan.ts';
import type { PlanFilter, PlanGrouping } from '../../../../../shared/ipc/plan.ts';
import { situations } from '../../../../../shared/situation.ts';
import { normalizeDn } from '../../../../sync/names/dn.ts';
import { holdCodes, typeCodes, type PlanIndex } from './plan-index.ts';

/** The parts of a filter; each passes or fails a change by itself. */
export const criteria = ['text', 'actions', 'types', 'reasons', 'attributes', 'container', 'hold'] as const;
export type Criterion = (typeof criteria)[number];

/** One bit for each criterion that a change fails; 0 passes. */
export type Judge = (position: number) => number;

export function bitOf(criterion: Criterion): number {
  return 1 << criteria.indexOf(criterion);
}

/** A code → whether it passes; null when everything does. */
function chosen<Word extends string>(words: readonly Word[], all: readonly Word[]): Uint8Array | null {
  return words.length === 0 ? null : Uint8Array.from(all.map((word) => (words.includes(word) ? 1 : 0)));
}

/** Whether a container is `key` or lies below it. */
function isBelow(container: string, key: string): boolean {
  return container === key || container.endsWith(`,${key}`);
}

function chosenHolds(hold: PlanFilter['hold']): Uint8Array | null {
  if (hold === 'any') return null;
  return Uint8Array.from(holdCodes.map((code) => (code === hold || (hold === 'held' && code !== 'free') ? 1 : 0)));
}

/** Everything that depends on the filter alone is worked out once; what is left per change are a few look-ups. */
export function judgeOf(index: PlanIndex, filter: PlanFilter): Judge {
  const words = filter.text.toLowerCase().split(/\s+/).filter((word) => word !== '');
  const actions = chosen(filter.actions, planActions);
  const types = chosen(filter.types, typeCodes);
  const reasons = chosen(filter.reasons, situations);
  const holds = chosenHolds(filter.hold);
  const key = filter.container === null ? null : normalizeDn(filter.container);
  const containers = key === null ? null : Uint8Array.from(index.containers.map((container) => (isBelow(container.key, key) ? 1 : 0)));
  const wanted = new Set(filter.attributes);
  const sets = wanted.size === 0 ? null : Uint8Array.from(index.attributeSets.map((set) => (set.some((attribute) => wanted.has(index.attributes[attribute] ?? '')) ? 1 : 0)));
  const bits = { text: bitOf('text'), actions: bitOf('actions'), types: bitOf('types'), reasons: bitOf('reasons'), attributes: bitOf('attributes'), container: bitOf('container'), hold: bitOf('hold') };
  return (position) => {
    let failed = 0;
    if (actions !== null && actions[index.actions[position] ?? 0] === 0) failed |= bits.actions;
    if (types !== null && types[index.types[position] ?? 0] === 0) failed |= bits.types;
    if (reasons !== null && reasons[index.reasons[position] ?? 0] === 0) failed |= bits.reasons;
    if (holds !== null && holds[index.holds[position] ?? 0] === 0) failed |= bits.hold;
    if (containers !== null && containers[index.containerOf[position] ?? 0] === 0) failed |= bits.container;
    if (sets !== null && sets[index.attributeSetOf[position] ?? 0] === 0) failed |= bits.attributes;
    for (const word of words) {
      if (index.texts[position]?.includes(word) === true) continue;
      failed |= bits.text;
      break;
    }
    return failed;
  };
}

/** Whether a change belongs to a group of the table. One that changes several attributes belongs to a group of each. */
export function memberTest(index: PlanIndex, by: PlanGrouping, key: string): (position: number) => boolean {
  switch (by) {
    case 'action':
      return (position) => planActions[index.actions[position] ?? 0] === key;
    case 'type':
      return (position) => typeCodes[index.types[position] ?? 0] === key;
    case 'reason':
      return (position) => situations[index.reasons[position] ?? 0] === key;
    case 'container':
      return (position) => index.containers[index.containerOf[position] ?? 0]?.dn === key;
    case 'attribute': {
      const number = index.attributes.indexOf(key);
      const sets = index.attributeSets.map((set) => (key === '' ? set.length === 0 : set.includes(number)));
      return (position) => sets[index.attributeSetOf[position] ?? 0] === true;
    }
  }
}

import { setImmediate as nextTurn } from 'node:timers/promises';
import type { PlanSort } from '../../../../../shared/ipc/plan.ts';
import type { PlanIndex } from './plan-index.ts';

const collator = new Intl.Collator('en', { sensitivity: 'base', numeric: true });
const sliceMs = 15;
const stepsBetweenLooks = 2_000;

type Compare = (left: number, right: number) => number;

/** Ranks of a few hundred words, so that comparing two rows compares two numbers. */
function rankOfContainers(index: PlanIndex): Int32Array {
  const order = index.containers.map((_, number) => number).sort((left, right) => collator.compare(index.containers[left]?.path.join('\u0001') ?? '', index.containers[right]?.path.join('\u0001') ?? ''));
  const ranks = new Int32Array(order.length);
  for (const [rank, number] of order.entries()) ranks[number] = rank;
  return ranks;
}

function comparison(index: PlanIndex, by: Exclude<PlanSort['by'], 'order'>): Compare {
  switch (by) {
    case 'name':
      return (left, right) => collator.compare(index.names[left] ?? '', index.names[right] ?? '');
    case 'action':
      return (left, right) => (index.actions[left] ?? 0) - (index.actions[right] ?? 0);
    case 'reason':
      return (left, right) => (index.reasons[left] ?? 0) - (index.reasons[right] ?? 0);
    case 'container': {
      const ranks = rankOfContainers(index);
      return (left, right) => (ranks[index.containerOf[left] ?? 0] ?? 0) - (ranks[index.containerOf[right] ?? 0] ?? 0);
    }
  }
}

/** Merges neighbouring sorted runs of `width` from one array into the other; lets other work have its turn. */
async function mergePass(from: Int32Array, into: Int32Array, width: number, compare: Compare): Promise<void> {
  let sliceStart = performance.now();
  for (let start = 0; start < from.length; start += 2 * width) {
    const middle = Math.min(start + width, from.length);
    const end = Math.min(start + 2 * width, from.length);
    let left = start;
    let right = middle;
    for (let at = start; at < end; at += 1) {
      const takeLeft = right >= end || (left < middle && compare(from[left] ?? 0, from[right] ?? 0) <= 0);
      into[at] = (takeLeft ? from[left++] : from[right++]) ?? 0;
      if (at % stepsBetweenLooks !== 0 || performance.now() - sliceStart < sliceMs) continue;
      await nextTurn();
      sliceStart = performance.now();
    }
  }
}

/** All positions in an order: a stable merge sort that never holds the process up. */
export async function orderOf(index: PlanIndex, { by, descending }: PlanSort): Promise<Int32Array> {
  let from: Int32Array = Int32Array.from({ length: index.size }, (_, position) => position);
  if (by === 'order') return descending ? from.reverse() : from;
  const ascending = comparison(index, by);
  const compare: Compare = descending ? (left, right) => ascending(right, left) : ascending;
  let into: Int32Array = new Int32Array(index.size);
  for (let width = 1; width < index.size; width *= 2) {
    await mergePass(from, into, width, compare);
    [from, into] = [into, from];
  }
  return from;
}

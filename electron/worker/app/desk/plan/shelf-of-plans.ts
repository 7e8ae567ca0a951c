import type { PlanFilter, PlanSort } from '../../../../../shared/ipc/plan.ts';
import type { PlanChange } from '../../../../../shared/plan.ts';
import { judgeOf } from './filter.ts';
import { buildIndex, type PlanIndex } from './plan-index.ts';
import { orderOf } from './order.ts';

/** Indexed plans: the one on the screen and the one before it. */
const plansKept = 2;
/** Answers kept per plan: scrolling asks the same question again and again. */
const selectionsKept = 8;

export type OpenPlan = {
  readonly index: PlanIndex;
  /** Positions that pass the filter, in the order asked for. */
  select(filter: PlanFilter, sort: PlanSort): Promise<Int32Array>;
};

/** Remembers what was worked out last, up to a number. */
function remembering<Value>(kept: number) {
  const values = new Map<string, Value>();
  return (key: string, make: () => Value): Value => {
    const known = values.get(key);
    const value = known ?? make();
    values.delete(key);
    values.set(key, value);
    const oldest = values.keys().next().value;
    if (values.size > kept && oldest !== undefined) values.delete(oldest);
    return value;
  };
}

export function openPlan(index: PlanIndex): OpenPlan {
  const orders = new Map<string, Promise<Int32Array>>();
  const selections = remembering<Promise<Int32Array>>(selectionsKept);
  const ordered = (sort: PlanSort): Promise<Int32Array> => {
    const key = `${sort.by} ${sort.descending}`;
    const order = orders.get(key) ?? orderOf(index, sort);
    orders.set(key, order);
    return order;
  };
  const filtered = async (filter: PlanFilter, sort: PlanSort): Promise<Int32Array> => {
    const order = await ordered(sort);
    const judge = judgeOf(index, filter);
    const found = new Int32Array(order.length);
    let size = 0;
    for (const position of order) if (judge(position) === 0) found[size++] = position;
    return found.subarray(0, size);
  };
  return { index, select: (filter, sort) => selections(JSON.stringify([filter, sort]), () => filtered(filter, sort)) };
}

export type PlanShelf = { open(profileId: string, planId: string, changes: () => Iterable<PlanChange>): Promise<OpenPlan> };

/** Each plan is indexed once, when the first question about its changes comes. */
export function createPlanShelf(): PlanShelf {
  const plans = new Map<string, Promise<OpenPlan>>();
  return {
    open(profileId, planId, changes) {
      const key = `${profileId} ${planId}`;
      const known = plans.get(key);
      plans.delete(key);
      const plan = known ?? buildIndex(planId, changes()).then(openPlan);
      plans.set(key, plan);
      plan.catch(() => {
        if (plans.get(key) === plan) plans.delete(key);
      });
      const oldest = plans.keys().next().value;
      if (plans.size > plansKept && oldest !== undefined) plans.delete(oldest);
      return plan;
    },
  };
}

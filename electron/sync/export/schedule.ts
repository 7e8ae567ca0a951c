import type { PlanAction, PlanChange } from '../../../shared/plan.ts';

/**
 * Kinds of change that may run side by side. Between two stages there is a barrier: what a later stage refers to (a
 * member that is created, a value that is released) is there before it starts. Inside a stage `dependsOn` decides.
 */
const shared = { addMembers: 'addMembers', setManager: 'manager', clearManager: 'manager', removeMembers: 'removeMembers', disable: 'leave', delete: 'leave' } as const;
const stageOf: Readonly<Record<'user' | 'group', Readonly<Record<PlanAction, string>>>> = {
  user: { ...shared, create: 'users appear', restore: 'users appear', link: 'users appear', update: 'users change' },
  group: { ...shared, create: 'groups appear', restore: 'groups appear', link: 'groups appear', update: 'groups change' },
};

export type ScheduleOptions = {
  /** How many changes may be open at once: bounds memory and how far a blocked change is overtaken. */
  readonly window: number;
  /** Null when the change may be written; else what it waits for, or '' when it is itself what is held. */
  readonly heldOn: (change: PlanChange, unwritten: ReadonlyMap<string, string>) => string | null;
  /** Told once for each change that is not started, with the object it waits for ('' as above). */
  readonly onSkipped: (change: PlanChange, on: string) => void;
};

/** Hands out the changes of a plan as soon as, and not before, they may be written. */
export type Schedule = {
  /** The next change that may start; undefined when none may start now, or none is left. */
  take(): PlanChange | undefined;
  /** Ends a change that was taken. `unwritten`: not (entirely) written, so its dependants wait. */
  close(change: PlanChange, outcome: 'written' | 'unwritten'): void;
  /** True when every change was taken, or skipped, and closed. */
  finished(): boolean;
};

type Open = { readonly change: PlanChange; readonly after: ReadonlySet<string> };

/**
 * Schedules a stream of changes in the plan's order. Keeps the open window and the ids of unwritten changes only, never
 * the plan. A change starts when everything it depends on, and every earlier change on the same object, is closed.
 */
export function createSchedule(changes: Iterator<PlanChange>, { window, heldOn, onSkipped }: ScheduleOptions): Schedule {
  const open = new Map<string, Open>();
  /** Change id → DN of the object, for everything that was not written. */
  const unwritten = new Map<string, string>();
  let blocked: readonly Open[] = [];
  let ready: readonly PlanChange[] = [];
  let ahead: PlanChange | undefined;
  let stage = '';
  let exhausted = false;

  const peek = (): PlanChange | undefined => {
    if (ahead === undefined && !exhausted) {
      const next = changes.next();
      if (next.done === true) exhausted = true;
      else ahead = next.value;
    }
    return ahead;
  };

  const skip = (change: PlanChange, on: string): void => {
    unwritten.set(change.id, change.dn);
    open.delete(change.id);
    onSkipped(change, on);
  };

  /** Moves what became free from `blocked` to `ready`, in plan order; a change that is skipped may free others. */
  const unblock = (): void => {
    let moved = true;
    while (moved) {
      moved = false;
      const still: Open[] = [];
      for (const entry of blocked) {
        const failed = entry.change.dependsOn.find((id) => unwritten.has(id));
        if (failed !== undefined) {
          skip(entry.change, unwritten.get(failed) ?? failed);
          moved = true;
        } else if ([...entry.after].some((id) => open.has(id))) {
          still.push(entry);
        } else {
          ready = [...ready, entry.change];
        }
      }
      blocked = still;
    }
  };

  const fill = (): void => {
    while (open.size < window) {
      const change = peek();
      if (change === undefined) return;
      const on = heldOn(change, unwritten);
      if (on !== null) {
        ahead = undefined;
        skip(change, on);
        continue;
      }
      const next = stageOf[change.type][change.action];
      if (next !== stage && open.size > 0) return;
      stage = next;
      ahead = undefined;
      const entry: Open = { change, after: predecessors(change, open.values()) };
      open.set(change.id, entry);
      blocked = [...blocked, entry];
      unblock();
    }
  };

  return {
    take() {
      fill();
      const [change, ...rest] = ready;
      ready = rest;
      return change;
    },
    close(change, outcome) {
      open.delete(change.id);
      if (outcome === 'unwritten') unwritten.set(change.id, change.dn);
      unblock();
    },
    finished: () => open.size === 0 && peek() === undefined,
  };
}

/** Open changes that must be closed first: those it depends on, and earlier ones on the same object. */
function predecessors(change: PlanChange, open: Iterable<Open>): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { change: other } of open) {
    const sameObject = other.anchor === change.anchor || (change.target !== null && other.target === change.target);
    if (sameObject || change.dependsOn.includes(other.id)) found.add(other.id);
  }
  return found;
}

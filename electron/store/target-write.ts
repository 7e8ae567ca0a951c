import type { AttributeValue } from '../../shared/plan.ts';
import { assertNever } from '../../shared/assert-never.ts';
import type { AppliedWrite, TargetState } from '../sync/store.ts';
import { parseStored, sameValues, sortedJson } from './json.ts';
import { pendingManager, pendingMember, pendingState } from './target-pending.ts';
import type { TargetStaging } from './target-stage.ts';
import type { StagedTarget } from './target-statements.ts';

type Attributes = Readonly<Record<string, AttributeValue>>;

/**
 * Shows at once what an export wrote, and remembers what it replaced until an import confirms it.
 * Answers whether the space differs now. A write to an object that was never staged shows when an import brings it.
 */
export function applyWrite(staging: TargetStaging, write: AppliedWrite, now: Date): boolean {
  const before = staging.statements.find.get(write.id);
  switch (write.kind) {
    case 'create':
    case 'restore': {
      const attributes = write.kind === 'create' ? write.attributes : {};
      if (before === undefined) {
        staging.statements.insert.run(write.id, write.type, 'present', sortedJson(attributes));
        staging.pending.remember(write.id, pendingState, '', write.kind === 'create' ? 'absent' : 'softDeleted', 'present', now);
        return true;
      }
      const stateChanged = setState(staging, write.id, before, 'present', now);
      return writeAttributes(staging, write.id, { ...before, state: 'present' }, attributes, now) || stateChanged;
    }
    case 'update':
      return before !== undefined && writeAttributes(staging, write.id, before, write.attributes, now);
    case 'delete':
      return before !== undefined && setState(staging, write.id, before, 'softDeleted', now);
    case 'members':
      return before !== undefined && writeMembers(staging, write.id, before.row, write.add, write.remove, now);
    case 'manager':
      return before !== undefined && writeManager(staging, write.id, before, write.managerId, now);
    default:
      return assertNever(write, 'applied write');
  }
}

function setState({ statements, pending }: TargetStaging, id: string, before: StagedTarget, state: TargetState, now: Date): boolean {
  if (before.state === state) return false;
  pending.remember(id, pendingState, '', before.state, state, now);
  statements.setState.run(state, before.row);
  return true;
}

function writeAttributes({ statements, pending, file }: TargetStaging, id: string, before: StagedTarget, attributes: Attributes, now: Date): boolean {
  const staged = parseStored<Attributes>(before.attributes, file);
  const written = Object.entries(attributes).filter(([name, value]) => !sameValues({ value: staged[name] ?? null }, { value }));
  if (written.length === 0) return false;
  for (const [name, value] of written) pending.remember(id, name, '', staged[name] ?? null, value, now);
  statements.update.run(before.kind, before.state, sortedJson({ ...staged, ...Object.fromEntries(written) }), before.row);
  return true;
}

function writeMembers({ statements, pending }: TargetStaging, id: string, row: number, add: readonly string[], remove: readonly string[], now: Date): boolean {
  let changed = false;
  for (const member of add) {
    if (statements.member.get(row, member) !== undefined) continue;
    statements.addMember.run(row, member);
    pending.remember(id, pendingMember, member, false, true, now);
    changed = true;
  }
  for (const member of remove) {
    if (statements.removeMember.run(row, member).changes === 0) continue;
    pending.remember(id, pendingMember, member, true, false, now);
    changed = true;
  }
  return changed;
}

function writeManager({ statements, pending }: TargetStaging, id: string, before: StagedTarget, managerId: string | null, now: Date): boolean {
  if (before.manager === managerId) return false;
  pending.remember(id, pendingManager, '', before.manager, managerId, now);
  statements.setManager.run(managerId, before.row);
  return true;
}

import type { PlanChange } from '../../../shared/plan.ts';
import type { ChangeInput, PlanBook } from './book.ts';
import type { FlowContext } from '../flow/context.ts';
import { guidOfBase64 } from '../names/guid.ts';
import { placeEntangled } from './order.ts';
import type { Verdict } from './verdict.ts';

/** A change that hands a value over or takes one over, kept back until all of them are known. */
export type Entangling = { readonly key: string; readonly verdict: Verdict | null; readonly input: ChangeInput };

const asideRule = 'temporary name for a swap';

/** Whether a change only makes room for a swap: it is right only together with the other changes of the swap. */
export function stepsAside({ attributes }: Pick<PlanChange, 'attributes'>): boolean {
  return attributes.some(({ rule }) => rule === asideRule);
}

/** A UPN on the initial domain that nobody else has, for the moment of a swap. */
function temporaryName(anchor: string, flow: FlowContext): string {
  return `swap-${(guidOfBase64(anchor) ?? anchor).replaceAll(/[^0-9a-f]/g, '')}@${flow.initialDomain}`;
}

/**
 * Writes the entangled changes in an order in which every value is released before it is claimed. Of a swap, one object
 * steps aside through a temporary UPN first. `waitsFor` names AD objects by guid and deletions by `delete:<target id>`.
 */
export function addEntangled(changes: readonly Entangling[], book: PlanBook, flow: FlowContext): void {
  const placements = placeEntangled(changes.map(({ key, verdict }) => ({ key, waitsFor: verdict?.waitsFor ?? new Set<string>() })));
  const byKey = new Map(changes.map((change) => [change.key, change]));
  const releaseId = new Map<string, string>();
  for (const { key, input } of changes) {
    if (placements.get(key)?.breaks !== true) continue;
    const current = input.attributes?.find((attribute) => attribute.name === 'userPrincipalName')?.from ?? null;
    const aside = book.add(
      { ...input, action: 'update', attributes: [{ name: 'userPrincipalName', from: current, to: temporaryName(input.anchor, flow), rule: asideRule }], dependsOn: [] },
      { rank: 0, part: 'release' },
    );
    releaseId.set(key, aside.id);
  }
  for (const { key, verdict, input } of changes) {
    const dependsOn = [...(verdict?.waitsFor ?? [])].sort().flatMap((other) => {
      const released = releaseId.get(other);
      if (released !== undefined) return [released];
      const change = byKey.get(other);
      return change === undefined ? [`missing:${other}`] : [book.idOf(change.input.action, change.input.type, change.input.anchor)];
    });
    const own = releaseId.get(key);
    const lost = dependsOn.find((id) => id.startsWith('missing:'));
    book.add(
      {
        ...input,
        dependsOn: own === undefined ? dependsOn : [...dependsOn, own],
        hold: input.hold ?? (lost === undefined ? null : { by: 'dependency', on: lost.slice('missing:'.length), text: 'The object that holds the value now does not let go of it in this plan.' }),
      },
      { rank: placements.get(key)?.rank ?? 1 },
    );
  }
}

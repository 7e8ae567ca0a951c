import type { Alert, AlertRecord } from '../../shared/health.ts';

/** What changed among the open alerts since the last look. */
export type AlertTurn = {
  readonly raised: readonly Alert[];
  /** The same condition in other words: more failures, another reason. */
  readonly changed: readonly { readonly number: number; readonly alert: Alert }[];
  readonly resolved: readonly AlertRecord[];
};

function saysTheSame(before: AlertRecord, now: Alert): boolean {
  return before.severity === now.severity && before.text === now.text && before.fix === now.fix;
}

/** Compares what is recorded as open with what holds now; null when nothing changed. */
export function alertTurn(open: readonly AlertRecord[], now: readonly Alert[]): AlertTurn | null {
  const known = new Map(open.map((alert) => [alert.id, alert]));
  const held = new Map(now.map((alert) => [alert.id, alert]));
  const raised = [...held.values()].filter(({ id }) => !known.has(id));
  const resolved = open.filter(({ id }) => !held.has(id));
  const changed = open.flatMap((before) => {
    const alert = held.get(before.id);
    return alert === undefined || saysTheSame(before, alert) ? [] : [{ number: before.number, alert: { ...alert, since: before.since } }];
  });
  return raised.length + resolved.length + changed.length === 0 ? null : { raised, changed, resolved };
}

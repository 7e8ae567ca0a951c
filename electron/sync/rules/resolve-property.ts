import type { AttributeValue } from '../../../shared/plan.ts';
import type { SourceRow } from '../store.ts';
import type { CompiledProperty, FlowRule } from './compile-rules.ts';
import type { Evaluation } from './expression/evaluation.ts';
import { EvaluationFailure } from './expression/failure.ts';
import { isMarker } from './expression/value.ts';
import type { InboundResult } from './outbound.ts';

/** What the rules make of one property of one object. */
export type Resolved = {
  /** The rule that supplied the value, or had the last word. */
  readonly rule: FlowRule;
  readonly value: AttributeValue;
  /** `ignored`: IgnoreThisFlow, the target is left alone. */
  readonly outcome: 'supplied' | 'nothing' | 'ignored' | 'failed';
  /** Why it failed, in a phrase. */
  readonly failure: string | null;
  /** What the inbound rules gave, where an outbound rule had the last word. */
  readonly inbound?: Resolved | null;
};

function failedBy(rule: FlowRule, error: unknown): Resolved {
  if (!(error instanceof EvaluationFailure)) throw error;
  return { rule, value: null, outcome: 'failed', failure: `cannot be computed: ${error.message.replace(/\.$/, '')}` };
}

function isEmpty(value: AttributeValue): boolean {
  return value === null || value === '' || (typeof value === 'object' && value.length === 0);
}

function merged(flows: CompiledProperty['flows'], row: SourceRow, evaluation: Evaluation): Resolved | null {
  const values = new Map<string, string>();
  let first: FlowRule | null = null;
  for (const { rule, inScope, supply, merge } of flows) {
    if (inScope !== null && !inScope(row)) continue;
    try {
      const supplied = supply(row, evaluation);
      if (isMarker(supplied) || typeof supplied !== 'object' || supplied === null) continue;
      if (supplied.length > 0) first ??= rule;
      for (const value of supplied) {
        const key = merge === 'mergeCaseInsensitive' ? value.toLowerCase() : value;
        if (!values.has(key)) values.set(key, value);
      }
    } catch (error) {
      return failedBy(rule, error);
    }
  }
  return first === null ? null : { rule: first, value: [...values.values()], outcome: 'supplied', failure: null };
}

/**
 * Asks the rules in order. NULL passes the question on; AuthoritativeNull ends it without a value; IgnoreThisFlow ends it and
 * leaves the target alone. Null: no rule is in scope, so the property is none of Causeway's business for this object.
 */
export function resolveProperty({ flows, merges }: CompiledProperty, row: SourceRow, evaluation: Evaluation): Resolved | null {
  if (merges) {
    const result = merged(flows, row, evaluation);
    if (result !== null) return result;
  }
  let last: Resolved | null = null;
  for (const { rule, inScope, supply } of flows) {
    if (inScope !== null && !inScope(row)) continue;
    try {
      const supplied = supply(row, evaluation);
      if (isMarker(supplied)) return { rule, value: null, outcome: supplied.name === 'IgnoreThisFlow' ? 'ignored' : 'nothing', failure: null };
      if (!isEmpty(supplied)) return { rule, value: supplied, outcome: 'supplied', failure: null };
      // The rule that is set at creation only is not the one that clears.
      if (last === null || rule.when === 'always') last = { rule, value: supplied, outcome: 'nothing', failure: null };
    } catch (error) {
      return failedBy(rule, error);
    }
  }
  return last;
}

/**
 * Asks the outbound rules of a property in order. The first in scope that has a value replaces what the inbound rules gave
 * (`inbound`); NULL passes the question on, and when nobody answers, the inbound value stands.
 */
export function resolveOutbound({ outbound }: CompiledProperty, inbound: Resolved | null, result: InboundResult, evaluation: Evaluation): Resolved | null {
  for (const { rule, inScope, supply } of outbound) {
    if (inScope !== null && !inScope(result)) continue;
    try {
      const supplied = supply(evaluation);
      if (isMarker(supplied)) return { rule, value: null, outcome: supplied.name === 'IgnoreThisFlow' ? 'ignored' : 'nothing', failure: null, inbound };
      if (!isEmpty(supplied)) return { rule, value: supplied, outcome: 'supplied', failure: null, inbound };
    } catch (error) {
      return { ...failedBy(rule, error), inbound };
    }
  }
  return inbound;
}

/** What the inbound rules gave for every property of one object, as outbound rules see it. */
export function inboundResult(properties: readonly CompiledProperty[], row: SourceRow, resolve: (compiled: CompiledProperty) => Resolved | null): InboundResult {
  return {
    guid: row.guid,
    kind: row.kind,
    values: new Map(properties.map((compiled) => {
      const found = resolve(compiled);
      return [compiled.property.name, found?.outcome === 'supplied' ? found.value : null];
    })),
  };
}

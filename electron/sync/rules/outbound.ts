import type { AttributeValue } from '../../../shared/plan.ts';
import { photoProperty, propertiesOf, type MoreProperties } from '../flow/properties.ts';
import type { SourceRow } from '../store.ts';
import type { Surroundings } from './expression/check.ts';
import { evaluationOf, ownParameters, type RunFacts } from './expression/evaluate.ts';
import type { Evaluation } from './expression/evaluation.ts';
import { EvaluationFailure } from './expression/failure.ts';
import { compact, isList, isMarker, type Scalar, type Value } from './expression/value.ts';
import { graphNameOf } from './metaverse-names.ts';
import type { Reading } from './scope-filter.ts';

/**
 * What outbound rules see of one object: what the inbound rules gave, by Graph property. They stand after the inbound rules,
 * as in Entra Connect, and change what those gave once more; they see nothing of Active Directory itself.
 */
export type InboundResult = { readonly guid: string; readonly kind: SourceRow['kind']; readonly values: ReadonlyMap<string, AttributeValue> };

/** Whether something is inside Causeway only, and no rule's business. */
const hidden: ReadonlySet<string> = new Set([photoProperty, 'passwordProfile']);
const objectType = 'sourceObjectType';
const anchor = 'sourceAnchor';
const anchorProperty: Readonly<Record<'user' | 'group', string>> = { user: 'onPremisesImmutableId', group: 'uniqueName' };

/** The property that a name means: Graph's own name comes first, then Entra Connect's name in the metaverse. */
function propertyNamed(name: string, type: 'user' | 'group', known: ReadonlySet<string>): string | null {
  if (known.has(name)) return name;
  const meant = name === anchor ? anchorProperty[type] : name === 'cn' ? null : graphNameOf(name);
  return meant !== null && known.has(meant) ? meant : null;
}

/** What an outbound rule may refer to. `name` answers the property that a name in a rule means. */
export type OutboundNames = Surroundings & { readonly property: (name: string) => string | null };

/** The names that outbound rules of this type may use. */
export function outboundNames(type: 'user' | 'group', more: MoreProperties, parameters: Readonly<Record<string, string>>): OutboundNames {
  const properties = new Map(propertiesOf(type, more).filter(({ name }) => !hidden.has(name)).map((property) => [property.name, property]));
  const known: ReadonlySet<string> = new Set(properties.keys());
  return {
    property: (name) => propertyNamed(name, type, known),
    attribute: (name) => {
      if (name === objectType) return { kind: 'text', many: false };
      const property = properties.get(propertyNamed(name, type, known) ?? '');
      return property === undefined ? null : { kind: property.takes === 'boolean' ? 'boolean' : 'text', many: property.takes === 'texts' };
    },
    attributeNames: [...known, objectType, anchor],
    unknown: (name) => ({ message: `There is no property ${name} that an outbound rule of a ${type} can read.`, fix: `Outbound rules read what the inbound rules gave: ${[...known].join(', ')}.` }),
    parameters: [...ownParameters, ...Object.keys(parameters)],
  };
}

function valueNamed(name: string, { kind, values }: InboundResult, names: OutboundNames): Value {
  if (name === objectType) return `${kind.charAt(0).toUpperCase()}${kind.slice(1)}`;
  const property = names.property(name);
  if (property === null) throw new EvaluationFailure(`There is no property [${name}] that an outbound rule can read.`);
  return values.get(property) ?? null;
}

/** What the expressions of outbound rules see. `anchorText`: base64. */
export function outboundEvaluation(result: InboundResult, names: OutboundNames, row: SourceRow, anchorText: string, facts: RunFacts): Evaluation {
  return { ...evaluationOf(row, anchorText, facts), attribute: (name) => valueNamed(name, result, names) };
}

/** How the scope filters of outbound rules look at an object. */
export function outboundReading(names: OutboundNames): Reading<InboundResult> {
  return {
    kind: (attribute) => names.attribute(attribute)?.kind,
    values: (result, attribute): readonly Scalar[] => {
      const value = valueNamed(attribute, result, names);
      if (value === null || isMarker(value)) return [];
      return (isList(value) ? compact(value) : [value]).map((each) => (typeof each === 'string' ? each.trim() : each)).filter((each) => each !== '');
    },
  };
}

import { domainOfDn } from '../../names/dn.ts';
import type { SourceRow } from '../../store.ts';
import { catalogueEntry, type CatalogueEntry } from '../catalogue.ts';
import { fromBase64 } from './bytes/base64.ts';
import { guidBytes, sidBytes } from './bytes/identifiers.ts';
import type { Evaluation } from './evaluation.ts';
import { EvaluationFailure } from './failure.ts';
import { parseNumber } from './functions/conversion.ts';
import type { Scalar, Value } from './value.ts';

/** What is the same for every object of a run. Parameters by name, without percent signs; the profile's. */
export type RunFacts = { readonly parameters: Readonly<Record<string, string>>; readonly now: Date };

/** Parameters that every object has by itself. */
export const ownParameters = ['Domain.FQDN', 'Domain.LDAP'] as const;

type Decode = (text: string, entry: CatalogueEntry) => Scalar;

function bytes(text: string, { name, staged }: CatalogueEntry): Uint8Array {
  const decoded = (staged === 'sid' ? sidBytes(text) : null) ?? fromBase64(text);
  if (decoded === null) throw new EvaluationFailure(`${name} holds "${text.slice(0, 80)}", which is no binary value.`);
  return decoded;
}

const decoders: Readonly<Record<CatalogueEntry['kind'], Decode>> = {
  text: (text) => text,
  number: (text, { name }) => {
    const number = parseNumber(text);
    if (number === null) throw new EvaluationFailure(`${name} holds "${text.slice(0, 80)}", which is no number.`);
    return number;
  },
  boolean: (text, { name }) => {
    const lower = text.trim().toLowerCase();
    if (lower !== 'true' && lower !== 'false') throw new EvaluationFailure(`${name} holds "${text.slice(0, 80)}", which is neither TRUE nor FALSE.`);
    return lower === 'true';
  },
  binary: bytes,
  reference: (text) => ({ kind: 'reference', dn: text }),
  date: (text) => text,
};

/** A staged attribute as a value of its kind; nothing when the object does not have it. */
export function attributeValue(row: SourceRow, name: string): Value {
  const entry = catalogueEntry(name);
  if (entry === null) throw new EvaluationFailure(`There is no attribute [${name}] in the catalogue.`);
  if (entry.fact) return factOf(row, entry);
  const values = row.attributes[name];
  if (values === undefined) return null;
  if (!entry.many) {
    const [first] = values;
    return first === undefined ? null : entry.kind === 'text' ? first : decoders[entry.kind](first, entry);
  }
  return entry.kind === 'text' ? values : values.map((value) => decoders[entry.kind](value, entry));
}

function factOf(row: SourceRow, entry: CatalogueEntry): Value {
  switch (entry.name) {
    case 'dn':
      return row.dn;
    case 'manager':
      return row.managerDn === null ? null : { kind: 'reference', dn: row.managerDn };
    case 'memberCount':
      return BigInt(row.memberCount);
    case 'sourceObjectType':
      return `${row.kind.charAt(0).toUpperCase()}${row.kind.slice(1)}`;
    default:
      return guidBytes(row.guid);
  }
}

/** The domain part of a distinguished name: `DC=corp,DC=contoso,DC=com`. */
function domainDn(dn: string): string | null {
  return /(?:^|,)\s*(dc=.*)$/i.exec(dn)?.[1] ?? null;
}

function parameterValue(name: string, row: SourceRow, { parameters }: RunFacts): string | null {
  if (Object.hasOwn(parameters, name)) return parameters[name] ?? null;
  if (name === 'Domain.FQDN') return domainOfDn(row.dn);
  return name === 'Domain.LDAP' ? domainDn(row.dn) : null;
}

const noBytes = new Uint8Array();

/** What expressions see of one object. `anchor`: base64. */
export function evaluationOf(row: SourceRow, anchor: string, facts: RunFacts): Evaluation {
  return {
    attribute: (name) => attributeValue(row, name),
    parameters: (name) => parameterValue(name, row, facts),
    anchor: () => fromBase64(anchor) ?? noBytes,
    now: facts.now,
    variables: [],
    seed: row.guid,
    certificates: new Map(),
  };
}

import { z } from 'zod';
import { Problem } from '../../../shared/errors.ts';
import { findJsonFault } from '../json-position.ts';
import type { ConnectConfiguration, ConnectForest, ConnectRule } from './configuration.ts';
import { exportFileText } from './export-file.ts';

/**
 * The JSON file of Entra Connect's wizard (`Applied-` and `Exported-SynchronizationPolicy-*.JSON`). Its keys are not
 * documented; those read here are the ones that public tools for these files rely on. What is not known is reported.
 */
const word = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const words = z.union([z.array(z.string()), z.string().transform((one) => [one]), z.null().transform(() => [])]).default([]);
const several = <T extends z.ZodType>(item: T) => z.union([z.array(item), item.transform((one) => [one])]);

const clauseSchema = z.looseObject({ attribute: z.string(), condition: z.string().optional(), operator: z.string().optional(), value: word.nullish() });
const mappingSchema = z.looseObject({ destination: z.string(), source: words, expression: z.string().nullish(), constant: word.nullish(), executeOnce: word.nullish(), valueMergeType: z.string().nullish(), flowType: z.string().nullish() });
const ruleSchema = z.looseObject({
  name: z.string(),
  description: z.string().nullish(),
  direction: z.string().nullish(),
  disabled: word.nullish(),
  source: z.string().nullish(),
  linkType: z.string().nullish(),
  precedence: word.nullish(),
  scopeFilters: z.array(z.union([several(clauseSchema), z.looseObject({ conditions: z.array(clauseSchema) }).transform(({ conditions }) => conditions)])).nullish(),
  joinFilters: z.array(z.unknown()).nullish(),
  attributeMappings: z.array(mappingSchema).nullish(),
});
const partitionSchema = z.looseObject({ distinguishedName: z.string(), containerInclusions: words, containerExclusions: words });
const directorySchema = z.looseObject({
  friendlyName: z.string().nullish(),
  fullyQualifiedDomainName: z.string().nullish(),
  uniqueIdentifier: z.string().nullish(),
  groupFilteringGroupDn: z.string().nullish(),
  partitionFilters: several(partitionSchema).nullish(),
  customSynchronizationRules: z.array(ruleSchema).nullish(),
  standardSynchronizationRules: z.array(ruleSchema).nullish(),
});
const policySchema = z.looseObject({ onpremisesDirectoryPolicy: several(directorySchema), azureDirectoryPolicy: directorySchema.nullish() });

type Directory = z.infer<typeof directorySchema>;

function domainOf(dn: string): string {
  return [...dn.matchAll(/(?:^|,)\s*DC=([^,]+)/gi)].map((match) => match[1]).join('.');
}

function rulesOf(directory: Directory, toForest: boolean, forest: string, place: string): readonly ConnectRule[] {
  const read = (rule: z.infer<typeof ruleSchema>, standard: boolean): ConnectRule => ({
    name: rule.name,
    description: rule.description ?? '',
    standard,
    inbound: (rule.direction ?? 'inbound').toLowerCase() === 'inbound',
    toForest,
    forest,
    disabled: rule.disabled?.toLowerCase() === 'true',
    sourceType: rule.source ?? '',
    linkType: rule.linkType ?? '',
    precedence: Number(rule.precedence ?? Number.NaN),
    scope: (rule.scopeFilters ?? []).map((group) => group.map(({ attribute, condition, operator, value }) => ({ attribute, operator: condition ?? operator ?? '', value: value ?? '' }))),
    joins: (rule.joinFilters ?? []).length === 0 ? [] : ['its join filters'],
    flows: (rule.attributeMappings ?? []).map(({ destination, source, expression, constant, executeOnce, valueMergeType, flowType }) => {
      const isConstant = flowType?.toLowerCase() === 'constant';
      const hasExpression = expression !== null && expression !== undefined && expression !== '';
      return {
        target: destination,
        source: hasExpression || isConstant ? null : (source[0] ?? null),
        expression: hasExpression ? expression : null,
        constant: hasExpression ? null : isConstant ? (constant ?? source[0] ?? '') : source.length === 0 ? (constant ?? '') : null,
        once: executeOnce?.toLowerCase() === 'true',
        merge: valueMergeType ?? 'Update',
      };
    }),
    place,
  });
  return [...(directory.customSynchronizationRules ?? []).map((rule) => read(rule, false)), ...(directory.standardSynchronizationRules ?? []).map((rule) => read(rule, true))];
}

/** `Microsoft.…` parameters, wherever they stand: as keys, or as objects with name and value. */
function settingsOf(value: unknown, found: Map<string, string>, depth = 0): Map<string, string> {
  if (typeof value !== 'object' || value === null || depth > 12) return found;
  const entry = value as Readonly<Record<string, unknown>>;
  const { name, value: own } = entry;
  if (typeof name === 'string' && name.startsWith('Microsoft.') && ['string', 'number', 'boolean'].includes(typeof own)) found.set(name, String(own));
  for (const [key, each] of Object.entries(entry)) {
    if (key.startsWith('Microsoft.') && ['string', 'number', 'boolean'].includes(typeof each)) found.set(key, String(each));
    else settingsOf(each, found, depth + 1);
  }
  return found;
}

/** Whether a JSON text is an export of Entra Connect rather than a profile of Causeway. */
export function isConnectPolicy(text: string): boolean {
  return /"onpremisesDirectoryPolicy"\s*:/i.test(text);
}

/** Reads the JSON export of the wizard. Throws a `usage` Problem with the place. */
export function readConnectPolicy(path: string): ConnectConfiguration {
  const text = exportFileText(path);
  const fault = findJsonFault(text);
  if (fault !== null) throw new Problem('usage', `${path}, line ${fault.line}, column ${fault.column}: expected ${fault.expected}.`, 'Export the configuration again: in Entra Connect, “View or export current configuration”.');
  const json: unknown = JSON.parse(text);
  const parsed = policySchema.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new Problem('usage', `${path} is no export of Entra Connect: ${issue === undefined ? 'its structure is not known' : `${issue.path.join('.')}: ${issue.message}`}.`, 'Export the configuration again, or name the folder of Get-ADSyncServerConfiguration.');
  }
  const { onpremisesDirectoryPolicy: directories, azureDirectoryPolicy: cloud, ...rest } = parsed.data;
  const forests: readonly ConnectForest[] = directories.map((directory, index) => ({
    id: directory.uniqueIdentifier ?? String(index),
    name: directory.friendlyName ?? directory.fullyQualifiedDomainName ?? `forest ${index + 1}`,
    username: null,
    pilotGroup: directory.groupFilteringGroupDn || null,
    partitions: (directory.partitionFilters ?? []).map(({ distinguishedName, containerInclusions, containerExclusions }) => ({ dn: distinguishedName, domain: domainOf(distinguishedName), selected: true, included: containerInclusions, excluded: containerExclusions })),
    place: `${path}, onpremisesDirectoryPolicy[${index}]`,
  }));
  const rules = [...directories.flatMap((directory, index) => rulesOf(directory, true, forests[index]?.id ?? '', `${path}, onpremisesDirectoryPolicy[${index}]`)), ...(cloud === null || cloud === undefined ? [] : rulesOf(cloud, false, '', `${path}, azureDirectoryPolicy`))];
  return { forests, rules, settings: settingsOf(json, new Map()), unknown: Object.keys(rest).filter((key) => key !== '$schema' && settingsOf({ [key]: rest[key] }, new Map()).size === 0).map((name) => ({ name, place: path })) };
}

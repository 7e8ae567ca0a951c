import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Problem } from '../../../shared/errors.ts';
import type { ConnectConfiguration, ConnectFlow, ConnectForest, ConnectRule } from './configuration.ts';
import { exportFileText, xmlFilesOf } from './export-file.ts';
import { elementsAt, parametersBelow, parseXml, textAt, type XmlElement } from './xml.ts';

const isTrue = (text: string): boolean => /^(?:true|1)$/i.test(text);
const idOf = (text: string): string => text.toLowerCase();

function forestOf(connector: XmlElement, place: string): ConnectForest {
  // The schema of the forest is most of the file and says nothing about the configuration.
  const parameters = parametersBelow({ ...connector, children: connector.children.filter(({ name }) => name !== 'schema' && name !== 'ma-partition-data') });
  const user = parameters.get('forest-login-user') ?? textAt(connector, 'private-configuration', 'adma-configuration', 'forest-login-user');
  const domain = parameters.get('forest-login-domain') ?? textAt(connector, 'private-configuration', 'adma-configuration', 'forest-login-domain');
  return {
    id: idOf(textAt(connector, 'id')),
    name: textAt(connector, 'name'),
    username: user === '' ? null : domain === '' || user.includes('@') || user.includes('\\') ? user : domain.includes('.') ? `${user}@${domain}` : `${domain}\\${user}`,
    pilotGroup: parameters.get('Connector.GroupFilteringGroupDn') || null,
    partitions: elementsAt(connector, 'ma-partition-data', 'partition').map((partition) => ({
      dn: textAt(partition, 'name'),
      domain: textAt(partition, 'display-name'),
      selected: isTrue(textAt(partition, 'selected')) && textAt(partition, 'custom-data', 'adma-partition-data', 'is-domain') !== '0',
      included: elementsAt(partition, 'filter', 'containers', 'inclusions', 'inclusion').map(({ text }) => text),
      excluded: elementsAt(partition, 'filter', 'containers', 'exclusions', 'exclusion').map(({ text }) => text),
    })),
    place,
  };
}

function flowOf(mapping: XmlElement): ConnectFlow {
  const [source] = elementsAt(mapping, 'src');
  const attributes = source === undefined ? [] : elementsAt(source, 'attr').map(({ text }) => text);
  const expression = textAt(mapping, 'expression');
  const literal = source === undefined ? '' : source.text || (source.children.find(({ name }) => name !== 'attr')?.text ?? '');
  return {
    target: textAt(mapping, 'dest'),
    source: expression === '' ? (attributes[0] ?? null) : null,
    expression: expression === '' ? null : expression,
    constant: expression === '' && attributes.length === 0 ? literal : null,
    once: isTrue(mapping.attributes['execute-once'] ?? ''),
    merge: textAt(mapping, 'valueMergeType') || 'Update',
  };
}

function ruleOf(rule: XmlElement, forests: ReadonlySet<string>, place: string): ConnectRule {
  const connector = idOf(textAt(rule, 'connector'));
  return {
    name: textAt(rule, 'name'),
    description: textAt(rule, 'description'),
    standard: textAt(rule, 'immutable-tag').startsWith('Microsoft.'),
    inbound: textAt(rule, 'direction').toLowerCase() === 'inbound',
    toForest: forests.has(connector),
    forest: connector,
    disabled: isTrue(textAt(rule, 'disabled')),
    sourceType: textAt(rule, 'sourceObjectType'),
    linkType: textAt(rule, 'linkType'),
    precedence: Number(textAt(rule, 'precedence')),
    scope: elementsAt(rule, 'synchronizationCriteria', 'conditions').map((group) => elementsAt(group, 'scope').map((clause) => ({ attribute: textAt(clause, 'csAttribute'), operator: textAt(clause, 'csOperator'), value: textAt(clause, 'csValue') }))).filter((group) => group.length > 0),
    joins: elementsAt(rule, 'relationshipCriteria', 'conditions', 'condition').map((condition) => `${textAt(condition, 'csAttribute')} = ${textAt(condition, 'ilmAttribute')}`),
    flows: elementsAt(rule, 'attribute-mappings', 'mapping').map(flowOf),
    place,
  };
}

/** Reads the folder that Get-ADSyncServerConfiguration (or MigrateSettings.ps1) wrote. Throws a `usage` Problem. */
export function readConnectFolder(folder: string): ConnectConfiguration {
  const read = (path: string): XmlElement => parseXml(exportFileText(path), path);
  const connectors = xmlFilesOf(join(folder, 'Connectors')).map((path) => ({ path, root: read(path) }));
  const forests = connectors.filter(({ root }) => textAt(root, 'category') === 'AD').map(({ root, path }) => forestOf(root, path));
  if (forests.length === 0) throw new Problem('usage', `${folder} holds no connector to Active Directory (Connectors/*.xml, category AD).`, 'Name the folder that Get-ADSyncServerConfiguration -Path wrote; it has the folders Connectors and SynchronizationRules.');
  const ids = new Set(forests.map(({ id }) => id));
  const rules = xmlFilesOf(join(folder, 'SynchronizationRules')).map((path) => ruleOf(read(path), ids, path));
  const globals = [...xmlFilesOf(join(folder, 'GlobalSettings')), ...['GlobalSettings.xml', 'MV.xml'].map((name) => join(folder, name)).filter((path) => existsSync(path))];
  const settings = new Map(globals.flatMap((path) => [...parametersBelow(read(path))]));
  const unknown = connectors.filter(({ root }) => !['AD', 'Extensible2'].includes(textAt(root, 'category'))).map(({ root, path }) => ({ name: `Connector “${textAt(root, 'name')}” (${textAt(root, 'category')})`, place: path }));
  return { forests, rules, settings, unknown };
}

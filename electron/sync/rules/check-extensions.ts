import type { ExtensionType } from '../../../shared/plan.ts';
import { nearest } from '../../../shared/nearest.ts';
import { extensionsOf } from '../flow/extensions.ts';
import type { Settings } from '../settings.ts';
import { catalogueEntry, catalogueNames, type CatalogueEntry } from './catalogue.ts';
import type { Report } from './check-flow.ts';

type Options = Settings['rules'];

const kindsFor: Readonly<Record<ExtensionType, readonly CatalogueEntry['kind'][]>> = {
  String: ['text', 'number', 'boolean', 'reference'],
  Integer: ['number', 'text'],
  Boolean: ['boolean', 'text'],
  DateTime: ['text', 'number'],
};

/** Whether values of this attribute can be copied into an extension of this type; null when they can. */
export function whyNotCopied({ name, kind, fact, staged }: CatalogueEntry, type: ExtensionType): string | null {
  if (fact) return `${name} is no attribute that a directory extension can copy.`;
  if (kindsFor[type].includes(kind) || (type === 'String' && staged === 'sid')) return null;
  return `${name} holds ${kind === 'binary' ? 'binary data' : `${kind === 'boolean' ? 'True or False' : `a ${kind}`}`}, which a directory extension of type ${type} cannot take.`;
}

/** Checks the directory extensions of a profile. An attribute that the catalogue lacks is one of the admin's own schema. */
export function checkExtensions(options: Options, report: Report): void {
  const seen = new Set<string>();
  for (const [index, { name, attribute, type }] of extensionsOf(options).entries()) {
    const path = `rules.directoryExtensions[${index}]`;
    if (seen.has(name.toLowerCase())) report(path, `There are two directory extensions called ${name}.`, 'Give each a name of its own.');
    seen.add(name.toLowerCase());
    if (attribute === null) continue;
    const entry = catalogueEntry(attribute);
    const spelling = catalogueNames.find((known) => known.toLowerCase() === attribute.toLowerCase());
    if (entry === null && spelling !== undefined) report(`${path}.attribute`, `Active Directory spells it ${spelling}.`, `Write ${spelling}: names are case-sensitive here.`);
    if (entry === null && spelling === undefined) {
      const near = nearest(attribute, catalogueNames);
      if (near !== null) report(`${path}.attribute`, `${attribute} is taken as an attribute of your own schema.`, `If you mean ${near}, correct it; \`causeway check\` shows whether Active Directory has ${attribute}.`, 'warning');
    }
    const why = entry === null ? null : whyNotCopied(entry, type);
    if (why !== null) report(`${path}.attribute`, why, 'Leave the attribute out and fill the extension with a rule of your own, or choose another type.');
  }
}

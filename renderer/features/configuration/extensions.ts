import type { Profile } from '../../../shared/profile.ts';
import { configurationStrings } from '../../strings/configuration.ts';

const words = configurationStrings.mapping.extensions;

export type Extension = Profile['rules']['directoryExtensions'][number];
/** One line as it is typed; `attribute` may be wrong still. One without an attribute is filled by own rules, and has a name. */
export type ExtensionRow = Omit<Extension, 'attribute'> & { readonly attribute: string };

export const noExtension: ExtensionRow = { attribute: '', type: 'String', several: false, objectTypes: ['user'] };

export function rowsOf(extensions: readonly Extension[]): readonly ExtensionRow[] {
  return extensions.map(({ attribute = '', ...rest }) => ({ ...rest, attribute }));
}

export function extensionOf({ attribute, ...rest }: ExtensionRow): Extension {
  return attribute === '' ? rest : { ...rest, attribute };
}

/** As Causeway calls it; the application id comes in between in Entra. */
export function extensionName({ name, attribute }: ExtensionRow): string {
  return `extension_${name ?? attribute.replaceAll('-', '_')}`;
}

/** What is wrong with a line; null when it can be used. */
export function rowProblem(row: ExtensionRow, rows: readonly ExtensionRow[]): string | null {
  if (row.attribute === '' && row.name === undefined) return words.missing;
  if (row.attribute !== '' && !/^[A-Za-z][A-Za-z0-9-]*$/.test(row.attribute)) return words.wrong(row.attribute);
  if (row.objectTypes.length === 0) return words.nobody;
  return rows.some((other) => other !== row && extensionName(other).toLowerCase() === extensionName(row).toLowerCase()) ? words.twice(extensionName(row)) : null;
}

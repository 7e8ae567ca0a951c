import type { ExtensionType } from '../../../shared/plan.ts';
import type { Settings } from '../settings.ts';
import type { TargetProperty } from './properties.ts';

/**
 * Directory extensions: custom attributes in Entra (https://learn.microsoft.com/graph/extensibility-overview). Everywhere but
 * on the wire they are called `extension_NAME`; the connector puts the application id in between.
 */
export type DirectoryExtension = {
  readonly name: string;
  /** AD attribute that fills it; null: rules of an admin do. */
  readonly attribute: string | null;
  readonly type: ExtensionType;
  readonly several: boolean;
  readonly objectTypes: readonly ('user' | 'group')[];
};

type Options = Pick<Settings['rules'], 'directoryExtensions'>;

export const extensionPrefix = 'extension_';
/** A String holds 256 characters, each of several values as well. */
const longestText = 256;

/** The extensions of a profile; a name that is left out is that of the attribute, as Entra Connect makes it. */
export function extensionsOf({ directoryExtensions }: Options): readonly DirectoryExtension[] {
  return directoryExtensions.map(({ attribute, name, type, several, objectTypes }) => ({
    name: `${extensionPrefix}${name ?? attribute?.replaceAll('-', '_') ?? ''}`,
    attribute: attribute ?? null,
    type,
    several,
    objectTypes: (['user', 'group'] as const).filter((each) => objectTypes.includes(each)),
  }));
}

/** The extensions as properties that rules may fill. */
export function extensionProperties(type: 'user' | 'group', options: Options): readonly TargetProperty[] {
  return extensionsOf(options)
    .filter(({ objectTypes }) => objectTypes.includes(type))
    .map((extension) => ({
      type,
      name: extension.name,
      takes: extension.several ? 'texts' : extension.type === 'Boolean' ? 'boolean' : 'text',
      required: false,
      empty: 'clear',
      longest: extension.type === 'String' ? longestText : null,
      fixed: false,
      extension: extension.type,
    }));
}

/** A date as AD has it (GeneralizedTime or 100 ns since 1601) or as ISO 8601; null when it is none. */
function dateOf(text: string): Date | null {
  if (/^\d{17,19}$/.test(text)) return new Date(Number(BigInt(text) / 10_000n) - 11_644_473_600_000);
  const parts = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(?:\.\d+)?(Z|[+-]\d{4})$/.exec(text);
  const iso = parts === null ? text : `${parts[1]}-${parts[2]}-${parts[3]}T${parts[4]}:${parts[5]}:${parts[6]}${parts[7] === 'Z' ? 'Z' : parts[7]?.replace(/(\d{2})$/, ':$1')}`;
  if (!/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2}))?$/.test(iso)) return null;
  const date = new Date(iso);
  return Number.isNaN(date.getTime()) ? null : date;
}

/** Whole seconds, as Graph answers them: `2026-11-27T10:00:00Z`. */
function isoSeconds(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}

/** Neither end of AD's intervals is a date: 0 and the largest one mean "never". */
const never: ReadonlySet<string> = new Set(['0', '9223372036854775807']);

/** A text in the one spelling that is compared and written: Integer without leading zeros, DateTime in UTC. What it is not stays. */
export function extensionText(type: ExtensionType, text: string): string | null {
  if (type === 'Integer') return /^-?\d{1,10}$/.test(text) ? String(Number(text)) : text;
  if (type !== 'DateTime') return text;
  if (never.has(text)) return null;
  const date = dateOf(text);
  return date === null ? text : isoSeconds(date);
}

/** Why Graph would refuse a text for this type; null when it takes it. */
export function extensionProblem(type: ExtensionType, text: string): string | null {
  if (type === 'Integer') {
    const number = Number(text);
    return /^-?\d{1,10}$/.test(text) && number >= -(2 ** 31) && number < 2 ** 31 ? null : 'is no whole number of 32 bits';
  }
  return type === 'DateTime' && dateOf(text) === null ? 'is no date' : null;
}

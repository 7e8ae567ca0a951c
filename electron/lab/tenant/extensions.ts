import type { Kind } from './directory.ts';
import type { JsonObject } from './json.ts';
import type { PropertyType } from './properties.ts';

/** Directory extensions of the application: learn.microsoft.com/graph/api/resources/extensionproperty. */
export type RegisteredExtension = {
  readonly id: string;
  /** `extension_{appId without dashes}_{name}` */
  readonly name: string;
  readonly dataType: string;
  readonly several: boolean;
  readonly targetObjects: readonly string[];
};

/** What the handlers ask about registered extensions: objects can have them only once they are visible. */
export type VisibleExtensions = { get(name: string): RegisteredExtension | undefined };

export type Extensions = VisibleExtensions & {
  all(): readonly RegisteredExtension[];
  add(extension: RegisteredExtension): void;
  remove(id: string): boolean;
};

/** The full name of an application's extension. */
export function extensionName(appId: string, name: string): string {
  return `extension_${appId.replaceAll('-', '')}_${name}`;
}

/** Row types of properties.ts by data type; values of Binary are base64 text, of LargeInteger numbers. */
export const dataTypes: Readonly<Record<string, { readonly type: PropertyType; readonly longest: string }>> = {
  Binary: { type: 'text', longest: '344' },
  Boolean: { type: 'boolean', longest: '-' },
  DateTime: { type: 'date', longest: '-' },
  Integer: { type: 'number', longest: '-' },
  LargeInteger: { type: 'number', longest: '-' },
  String: { type: 'text', longest: '256' },
};

/** Kinds that an extension can be made for, and those that the sample tenant has. */
export const targetKinds: Readonly<Record<string, Kind | null>> = { User: 'user', Group: 'group', AdministrativeUnit: null, Application: null, Device: null, Organization: null };

/** `delayMs`: so long after it was made, an extension is not visible to objects. */
export function createExtensions(seeded: readonly string[], now: () => number, delayMs: () => number): Extensions {
  const registered = new Map<string, { readonly extension: RegisteredExtension; readonly at: number }>();
  const put = (extension: RegisteredExtension, at: number): void => void registered.set(extension.name, { extension, at });
  for (const name of seeded) put({ id: `seeded-${name}`, name, dataType: 'String', several: false, targetObjects: ['User', 'Group'] }, Number.NEGATIVE_INFINITY);
  return {
    get(name) {
      const found = registered.get(name);
      return found === undefined || found.at + delayMs() > now() ? undefined : found.extension;
    },
    all: () => [...registered.values()].map(({ extension }) => extension),
    add: (extension) => put(extension, now()),
    remove(id) {
      const found = [...registered.values()].find(({ extension }) => extension.id === id);
      return found !== undefined && registered.delete(found.extension.name);
    },
  };
}

export const noExtensions: VisibleExtensions = { get: () => undefined };

export function extensionBody({ id, name, dataType, several, targetObjects }: RegisteredExtension, application: string): JsonObject {
  return { id, deletedDateTime: null, appDisplayName: application, dataType, isMultiValued: several, isSyncedFromOnPremises: false, name, targetObjects: [...targetObjects] };
}

import type { PlanNote, PlannedExtension } from '../../../shared/plan.ts';
import type { TenantExtension, TenantFacts } from '../directory.ts';
import { extensionsOf, type DirectoryExtension } from '../flow/extensions.ts';
import type { Settings } from '../settings.ts';

/** What becomes of the profile's directory extensions. */
export type ExtensionPlan = {
  /** To be made before objects are written. */
  readonly create: readonly PlannedExtension[];
  /** Not compared and not written in this run: `user.extension_NAME`. */
  readonly leftOut: ReadonlySet<string>;
  readonly notes: readonly PlanNote[];
};

const where = 'App registration';

export const extensionPermissionFix = 'Give the application Application.ReadWrite.OwnedBy and make it an owner of its own app registration, or give it Application.ReadWrite.All; then grant admin consent.';

function whyUnusable(wanted: DirectoryExtension, found: TenantExtension): string | null {
  const holds = (several: boolean): string => (several ? 'several values' : 'one value');
  if (found.type !== wanted.type) return `is of type ${found.dataType} in the tenant and ${wanted.type} in the profile, so it is left alone; correct the profile, or give it another name`;
  if (found.several !== wanted.several) return `holds ${holds(found.several)} in the tenant and ${holds(wanted.several)} in the profile, so it is left alone; correct the profile, or give it another name`;
  return found.readable ? null : 'is not visible in the tenant yet, so it is left alone in this run';
}

/** Compares the profile's directory extensions with those of the app registration. */
export function planExtensions(options: Settings['rules'], facts: Pick<TenantFacts, 'extensions'>): ExtensionPlan {
  const wanted = extensionsOf(options);
  const existing = facts.extensions ?? null;
  const create: PlannedExtension[] = [];
  const leftOut = new Set<string>();
  const notes: PlanNote[] = [];
  for (const extension of wanted) {
    const { name, type, several, objectTypes } = extension;
    const leave = (types: readonly ('user' | 'group')[], text: string): void => {
      for (const each of types) leftOut.add(`${each}.${name}`);
      notes.push({ dn: where, attribute: name, text });
    };
    if (existing === null) {
      leave(objectTypes, `cannot be looked up in the app registration, so it is left alone. ${extensionPermissionFix}`);
      continue;
    }
    const found = existing.find((each) => each.name === name);
    if (found === undefined) {
      create.push({ name, type, several, objectTypes });
      continue;
    }
    const why = whyUnusable(extension, found);
    const missing = objectTypes.filter((each) => !found.objectTypes.includes(each));
    if (why !== null) leave(objectTypes, why);
    else if (missing.length > 0) leave(missing, `was made for ${found.objectTypes.map((each) => `${each}s`).join(' and ')} only, so ${missing.map((each) => `${each}s`).join(' and ')} go without it; give it another name`);
  }
  return { create, leftOut, notes };
}

import type { Profile } from '../../../shared/profile.ts';

export type PilotGroup = Profile['source']['pilotGroup'];

/** `null`: no pilot group. Both null: the admin wants one, but has not chosen yet. */
export function pilotReference(value: PilotGroup): { readonly guid: string | null; readonly dn: string | null } | null {
  if (value === null) return null;
  if (typeof value !== 'string') return { guid: value.guid ?? null, dn: value.dn ?? null };
  return value.includes('=') ? { guid: null, dn: value } : { guid: value, dn: null };
}

/** Whether a pilot group is wanted and none is chosen: nothing can be synchronized like that. */
export function pilotIsMissing(value: PilotGroup): boolean {
  const reference = pilotReference(value);
  return reference !== null && reference.guid === null && reference.dn === null;
}

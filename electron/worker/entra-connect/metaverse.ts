/** Whose objects a rule of this connector object type is about; null for contacts, devices and the like. */
export function typeOf(objectType: string): 'user' | 'group' | null {
  if (/^(?:user|inetOrgPerson|person)$/i.test(objectType)) return 'user';
  return /^group$/i.test(objectType) ? 'group' : null;
}

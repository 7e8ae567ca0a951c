import type { Directory, Role } from './directory.ts';
import { nextGuid } from './ids.ts';

/** Built-in roles a directory synchronization meets, with their template ids (learn.microsoft.com/entra/identity/role-based-access-control/permissions-reference). */
const templates: Readonly<Record<string, string>> = {
  'Global Administrator': '62e90394-69f5-4237-9190-012177145e10',
  'User Administrator': 'fe930be7-5e62-47db-91af-98c3a49a38b1',
  'Groups Administrator': 'fdd7a751-b60b-444a-984c-02652fe8fa1c',
  'Hybrid Identity Administrator': '8ac3fc64-6eca-42ea-9e69-59f4c7b60eb2',
  'Directory Writers': '9360feb5-f418-4baa-8175-e2a00bac4301',
  'Privileged Role Administrator': 'e8611ab8-c189-46e8-94e1-60213ab1f814',
  'Privileged Authentication Administrator': '7be44c8a-adaf-4e2a-84d6-ab2649e08a13',
  'Directory Synchronization Accounts': 'd29b2b05-8046-44ba-8758-1e26182fcf32',
  'Helpdesk Administrator': '729827e3-9c14-49f7-bb1b-9608f156bbb8',
  'Security Administrator': '194ae4cb-b126-40b2-bd5b-6091b380977d',
  'Exchange Administrator': '29232cdf-9323-42fd-ade2-1d097af3e4de',
  'Directory Readers': '88d8e3e3-8f55-4a1e-953a-9b9898b8876b',
  'Reports Reader': '4a5d8f65-41da-4de4-8968-e035b65339cf',
};

/** The template id of a role name; undefined when the name is not a built-in role known here. */
export function roleTemplateId(name: string): string | undefined {
  return templates[name];
}

/** Activates a role, as the portal does on first use, or returns the active one. `GET /directoryRoles` lists active roles only. */
export function activateRole(directory: Directory, name: string): Role {
  const templateId = templates[name] ?? nextGuid(directory.random);
  const active = [...directory.roles.values()].find((role) => role.name === name);
  if (active !== undefined) return active;
  const role: Role = { id: nextGuid(directory.random), templateId, name, description: `Members of the role ${name}.`, members: new Set() };
  directory.roles.set(role.id, role);
  return role;
}

const limitedRoles: ReadonlySet<string> = new Set(['Directory Readers', 'Helpdesk Administrator', 'Reports Reader', 'User Administrator']);

/** Whether a caller with these role names may make sensitive changes to somebody who holds `targetRoles`. */
export function mayChangeRoleHolder(callerRoles: readonly string[], targetRoles: readonly string[]): boolean {
  if (targetRoles.length === 0) return true;
  if (callerRoles.includes('Global Administrator') || callerRoles.includes('Privileged Authentication Administrator')) return true;
  return callerRoles.includes('User Administrator') && targetRoles.every((role) => limitedRoles.has(role));
}

import type { Caller } from './world.ts';
import { insufficientPrivileges } from './failure.ts';

/**
 * Which permissions open which operation: any one of the list, as application or delegated permission.
 * Source: microsoft-graph-devx-content permissions.json and the API pages of learn.microsoft.com/graph/api.
 */
const readUsers = ['User.Read.All', 'User.ReadWrite.All', 'Directory.Read.All', 'Directory.ReadWrite.All'] as const;
const readGroups = ['Group.Read.All', 'Group.ReadWrite.All', 'GroupMember.Read.All', 'GroupMember.ReadWrite.All', 'Directory.Read.All', 'Directory.ReadWrite.All'] as const;
const readRoles = ['RoleManagement.Read.Directory', 'RoleManagement.ReadWrite.Directory', 'Directory.Read.All', 'Directory.ReadWrite.All'] as const;
const writeMembers = ['GroupMember.ReadWrite.All', 'Group.ReadWrite.All', 'Directory.ReadWrite.All'] as const;

const operations = {
  readUsersBasic: ['User.ReadBasic.All', ...readUsers],
  readUsers,
  writeUsers: ['User.ReadWrite.All', 'Directory.ReadWrite.All'],
  deleteUsers: ['User.DeleteRestore.All', 'User.ReadWrite.All'],
  enableUsers: ['User.EnableDisableAccount.All', 'User.ReadWrite.All', 'Directory.ReadWrite.All'],
  phones: ['User-Phone.ReadWrite.All', 'User.ReadWrite.All', 'Directory.ReadWrite.All'],
  otherMails: ['User-Mail.ReadWrite.All', 'User.ReadWrite.All', 'Directory.ReadWrite.All'],
  passwords: ['User-PasswordProfile.ReadWrite.All'],
  readGroupsBasic: ['Group.ReadBasic.All', ...readGroups],
  readMembers: ['GroupMember.ReadBasic.All', ...readGroups],
  createGroups: ['Group.Create', 'Group.ReadWrite.All', 'Directory.ReadWrite.All'],
  writeGroups: ['Group.ReadWrite.All', 'Directory.ReadWrite.All'],
  deleteGroups: ['Group.ReadWrite.All'],
  writeMembers,
  roleGroups: ['RoleManagement.ReadWrite.Directory'],
  readContacts: ['OrgContact.Read.All', 'Directory.Read.All', 'Directory.ReadWrite.All'],
  readDomains: ['Domain.Read.All', 'Domain.ReadWrite.All', 'Directory.Read.All'],
  readOrganization: ['Organization.Read.All', 'Organization.ReadWrite.All', 'Directory.Read.All', 'Directory.ReadWrite.All', 'User.Read.All'],
  readRoles,
  writePhotos: ['ProfilePhoto.ReadWrite.All', 'User.ReadWrite.All'],
  readApplications: ['Application.Read.All', 'Application.ReadWrite.OwnedBy', 'Application.ReadWrite.All', 'Directory.Read.All', 'Directory.ReadWrite.All'],
  writeApplications: ['Application.ReadWrite.All', 'Directory.ReadWrite.All'],
  writeOwnApplications: ['Application.ReadWrite.OwnedBy'],
  readSkus: ['LicenseAssignment.Read.All', 'Organization.Read.All', 'Organization.ReadWrite.All', 'Directory.Read.All', 'Directory.ReadWrite.All'],
  assignLicenses: ['LicenseAssignment.ReadWrite.All', 'User.ReadWrite.All', 'Directory.ReadWrite.All'],
  readObjects: ['Directory.Read.All', 'Directory.ReadWrite.All', 'User.Read.All', 'User.ReadWrite.All', 'Group.Read.All', 'Group.ReadWrite.All'],
  convertUsers: ['User-OnPremisesSyncBehavior.ReadWrite.All'],
  convertGroups: ['Group-OnPremisesSyncBehavior.ReadWrite.All'],
  convertContacts: ['Contacts-OnPremisesSyncBehavior.ReadWrite.All'],
  readSynchronization: ['OnPremDirectorySynchronization.Read.All', 'OnPremDirectorySynchronization.ReadWrite.All'],
  writeSynchronization: ['OnPremDirectorySynchronization.ReadWrite.All'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type Operation = keyof typeof operations;

/** What a person must be, besides the granted scope, to do it. Reading is open to every member. */
const rolesFor: Partial<Readonly<Record<Operation, readonly string[]>>> = {
  writeUsers: ['User Administrator', 'Directory Writers'],
  deleteUsers: ['User Administrator'],
  enableUsers: ['User Administrator'],
  phones: ['User Administrator'],
  otherMails: ['User Administrator'],
  passwords: ['User Administrator', 'Helpdesk Administrator'],
  createGroups: ['Groups Administrator', 'User Administrator', 'Directory Writers'],
  writeGroups: ['Groups Administrator', 'User Administrator', 'Directory Writers'],
  deleteGroups: ['Groups Administrator', 'User Administrator'],
  writeMembers: ['Groups Administrator', 'User Administrator', 'Directory Writers'],
  roleGroups: ['Privileged Role Administrator'],
  writeApplications: ['Application Administrator', 'Cloud Application Administrator', 'Directory Writers'],
  assignLicenses: ['User Administrator'],
  convertUsers: ['Hybrid Identity Administrator'],
  convertGroups: ['Hybrid Identity Administrator'],
  convertContacts: ['Hybrid Identity Administrator'],
  readSynchronization: ['Hybrid Identity Administrator'],
  writeSynchronization: ['Hybrid Identity Administrator'],
};

const delegatedOnly: ReadonlySet<Operation> = new Set(['readSynchronization', 'writeSynchronization']);

export function mayDo(caller: Caller, operation: Operation): boolean {
  if (!operations[operation].some((permission) => caller.permissions.has(permission))) return false;
  if (caller.appOnly) return !delegatedOnly.has(operation);
  const roles = rolesFor[operation];
  return roles === undefined || caller.roles.includes('Global Administrator') || roles.some((role) => caller.roles.includes(role));
}

/** Throws 403 `Authorization_RequestDenied` when none of the operations is open to the caller. */
export function demand(caller: Caller, ...anyOf: readonly Operation[]): void {
  if (!anyOf.some((operation) => mayDo(caller, operation))) throw insufficientPrivileges();
}

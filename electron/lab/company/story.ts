import type { LabDirectory } from '../directory/directory.ts';
import type { LabTenant } from '../tenant/tenant.ts';
import { castMember, castOu } from './cast.ts';
import { groupDn } from './groups.ts';
import { contosoOu, mailDomain } from './people.ts';

/** What happens at Contoso between two synchronizations. Each step answers with a sentence for the demo. */

/** Between the first and the second synchronization: an ordinary week in AD, and three surprises in the cloud. */
export function firstWeek(directory: LabDirectory, tenant: LabTenant): readonly string[] {
  const told: string[] = [];
  const tell = (text: string, act: () => void): void => {
    act();
    told.push(text);
  };
  tell('AD: Nora Lindgren joins Head Office and the pilot group.', () => {
    const dn = `CN=Nora Lindgren,${castOu}`;
    const mail = `nora.lindgren@${mailDomain}`;
    directory.add(dn, { objectClass: 'user', sAMAccountName: 'nlindgren', userPrincipalName: mail, displayName: 'Nora Lindgren', givenName: 'Nora', sn: 'Lindgren', mail, mailNickname: 'nora.lindgren', proxyAddresses: [`SMTP:${mail}`], c: 'SE', co: 'Sweden', department: 'Head Office', title: 'Analyst', manager: castMember('Erik Johansson').dn });
    directory.addMembers(groupDn('Pilot'), [dn]);
    directory.addMembers(groupDn('Head Office Staff'), [dn]);
  });
  tell('AD: Yara Haddad marries and becomes Yara Nasser; her sign-in name follows.', () => {
    const { dn } = castMember('Yara Haddad');
    const mail = `yara.nasser@${mailDomain}`;
    directory.modify(dn, { displayName: 'Yara Nasser', sn: 'Nasser', userPrincipalName: mail, mail, proxyAddresses: [`SMTP:${mail}`, `smtp:yara.haddad@${mailDomain}`] });
    directory.move(dn, `CN=Yara Nasser,${castOu}`);
  });
  tell('AD: Erik Johansson is promoted and moves to Madrid.', () => {
    const { dn } = castMember('Erik Johansson');
    directory.modify(dn, { title: 'Head of Analysis', l: 'Madrid', c: 'ES', co: 'Spain' });
    directory.move(dn, `CN=Erik Johansson,OU=Madrid,OU=Sites,${contosoOu}`);
  });
  tell('AD: Bruno Costa is disabled.', () => directory.modify(castMember('Bruno Costa').dn, { userAccountControl: 514 }));
  tell('AD: Selma Demir and Lea Brunner are deleted.', () => {
    directory.remove(castMember('Selma Demir').dn);
    directory.remove(castMember('Lea Brunner').dn);
  });
  tell('AD: the group Fire Wardens is deleted, Project Ivory loses its members, Project Jupiter gains one.', () => {
    directory.remove(groupDn('Fire Wardens'));
    directory.modify(groupDn('Project Ivory'), { member: null });
    directory.addMembers(groupDn('Project Jupiter'), [castMember('Ravi Kumar').dn]);
  });
  tell('AD: the OU Warsaw is renamed to Warszawa; nobody in it changes.', () => directory.move(`OU=Warsaw,OU=Sites,${contosoOu}`, `OU=Warszawa,OU=Sites,${contosoOu}`));
  tell('AD: the telephone number of Freya Nielsen is removed.', () => directory.modify(castMember('Freya Nielsen').dn, { telephoneNumber: null }));
  tell('Cloud: somebody changes the job title of Tomás Rivera.', () => tenant.admin.updateUser(idOf(tenant, 'Tomás Rivera'), { jobTitle: 'Wizard' }));
  tell('Cloud: somebody deletes the account of Wanjiru Kamau.', () => tenant.admin.deleteUser(idOf(tenant, 'Wanjiru Kamau')));
  tell('Cloud: somebody adds Ada Byron to the group Project Aurora.', () => {
    const group = tenant.admin.find('Project Aurora');
    if (group !== undefined) tenant.admin.addMember(group.id, required(tenant, 'ada.byron@fabrikam.example'));
  });
  return told;
}

/** Between the second and the third: a deleted account comes back from the AD recycle bin. */
export function secondWeek(directory: LabDirectory): readonly string[] {
  directory.restore(castMember('Lea Brunner').guid);
  return ['AD: Lea Brunner returns; her account is restored from the recycle bin.'];
}

function idOf(tenant: LabTenant, name: string): string {
  return required(tenant, castMember(name).principalName);
}

function required(tenant: LabTenant, name: string): string {
  const found = tenant.admin.find(name);
  if (found === undefined) throw new Error(`The story needs '${name}' in the tenant; run a synchronization first.`);
  return found.id;
}

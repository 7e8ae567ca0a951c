import { person, type Scenario } from '../../support/scenario.ts';

const badge = { rules: { directoryExtensions: [{ attribute: 'contosoBadgeNumber' }] } };
const least = ['User.ReadWrite.All', 'Group.ReadWrite.All', 'Organization.Read.All', 'Domain.Read.All', 'RoleManagement.Read.Directory', 'OrgContact.Read.All'];

export const scenario: Scenario = {
  proves: 'a directory extension that the application may not make is refused with the permission that is missing, and the users are written all the same; one of another type is left alone (issue 4, point 3)',
  ad: [person('Kate Baker', { contosoBadgeNumber: 'B-0017', employeeNumber: '12' })],
  profile: badge,
  lab: { tenant: { permissions: [...least, 'Application.Read.All'] } },
  steps: async (stage) => {
    await stage.sync();
    stage.tell('An administrator makes the extension by hand, but as an Integer.', () => stage.lab.tenant.admin.addExtension({ name: 'contosoBadgeNumber', dataType: 'Integer', targetObjects: ['User'] }));
    await stage.sync();
    stage.configure('the extension gets another name, which an administrator made as a String', { rules: { directoryExtensions: [{ attribute: 'contosoBadgeNumber', name: 'badge' }] } });
    stage.tell('An administrator makes the extension badge.', () => stage.lab.tenant.admin.addExtension({ name: 'badge', dataType: 'String', targetObjects: ['User'] }));
    await stage.sync();
    await stage.sync();
  },
};

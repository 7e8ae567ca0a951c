import { cloudGroup, cloudUser, group, person, type Scenario } from '../../support/scenario.ts';
import { anchorOf } from '../../../electron/lab/company/cast.ts';
import { seededGuid } from '../../../electron/lab/directory/identifiers.ts';

const sid = (rid: number): string => `S-1-5-21-1004336348-1177238915-682003330-${rid}`;
const left = (name: string, rid: number, properties = {}) => cloudGroup(name, { onPremisesSecurityIdentifier: sid(rid), onPremisesSyncEnabled: true, ...properties });

export const scenario: Scenario = {
  proves: 'found: after the hand-over a group of Entra Connect is found by its security identifier, with its members; none is there twice (section 5)',
  ad: [
    person('Kate Baker'), person('Omar Said'),
    group('Sales', ['Kate Baker', 'Omar Said'], { objectSid: sid(2101), description: 'Sells' }),
    group('Berlin', ['Kate Baker'], { objectSid: sid(2102) }),
    group('Twice', [], { objectSid: sid(2103) }),
    group('Wardens', [], { objectSid: sid(2104), mail: 'wardens@contoso.com', proxyAddresses: ['SMTP:wardens@contoso.com'] }),
    group('Brand New', ['Omar Said'], { objectSid: sid(2105) }),
  ],
  tenant: {
    users: ['Kate Baker', 'Omar Said'].map((name) => cloudUser(name, { onPremisesImmutableId: anchorOf(seededGuid(`scenario/${name}`)), onPremisesSyncEnabled: true })),
    groups: [
      left('Verkauf', 2101, { members: ['kate.baker@contoso.com'] }), left('Berlin', 2102, { members: ['kate.baker@contoso.com'] }),
      left('Twice', 2103), left('Twice (copy)', 2103),
      left('Wardens', 2104, { mailEnabled: true, mail: 'wardens@contoso.com', proxyAddresses: ['SMTP:wardens@contoso.com'] }),
    ],
  },
  steps: async (stage) => {
    const { admin } = stage.lab.tenant;
    await stage.sync();
    stage.tell('Cloud: Entra Connect lets go of everything but Berlin.', () => {
      for (const name of ['kate.baker@contoso.com', 'omar.said@contoso.com', 'Verkauf', 'Twice', 'Twice (copy)', 'Wardens']) admin.setSynced(stage.idOf(name), false);
    });
    await stage.sync();
    stage.tell('Cloud: and of Berlin.', () => admin.setSynced(stage.idOf('Berlin'), false));
    await stage.decide('ambiguousMatch', 'Twice', 'pick', '--target', stage.idOf('Twice'));
    await stage.decide('typeMismatch', 'Wardens', 'exclude');
    await stage.sync();
    await stage.sync();
  },
};

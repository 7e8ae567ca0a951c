import { connectorAccount } from './formerly-synced.ts';
import { baseDn, contosoOu, domain } from './people.ts';

/** What `Get-ADSyncServerConfiguration -Path` wrote on SYNC01, reduced to what says something about the configuration. */

const forestId = '{5a2b1c90-6d11-4f6e-9a53-0c6a1f4be701}';
const entraId = '{b891884f-051e-4a83-95af-2544101c9083}';

const forest = `<ma-data>
  <id>${forestId}</id>
  <name>${domain}</name>
  <category>AD</category>
  <private-configuration><adma-configuration><forest-name>${domain}</forest-name></adma-configuration></private-configuration>
  <ma-partition-data>
    <partition>
      <name>${baseDn}</name>
      <selected>1</selected>
      <display-name>${domain}</display-name>
      <filter><containers>
        <exclusions><exclusion>${baseDn}</exclusion><exclusion>OU=Leavers,${contosoOu}</exclusion></exclusions>
        <inclusions><inclusion>${contosoOu}</inclusion></inclusions>
      </containers></filter>
      <custom-data><adma-partition-data><is-domain>1</is-domain></adma-partition-data></custom-data>
    </partition>
  </ma-partition-data>
  <parameter-values>
    <parameter name="forest-login-user">${connectorAccount}</parameter>
    <parameter name="forest-login-domain">${domain}</parameter>
  </parameter-values>
</ma-data>
`;

const entra = `<ma-data><id>${entraId}</id><name>contoso.onmicrosoft.com - AAD</name><category>Extensible2</category></ma-data>
`;

const parameters: Readonly<Record<string, string>> = {
  'Microsoft.SynchronizationOption.AnchorAttribute': 'mS-DS-ConsistencyGuid',
  'Microsoft.SynchronizationOption.UPNAttribute': 'userPrincipalName',
  'Microsoft.SynchronizationOption.JoinCriteria': 'AlwaysProvision',
  'Microsoft.OptionalFeature.ExportDeletionThreshold': 'True',
  'Microsoft.OptionalFeature.ExportDeletionThresholdValue': '100',
  'Microsoft.OptionalFeature.PasswordHashSync': 'True',
  'Microsoft.Synchronize.StagingMode': 'False',
};
const globalSettings = `<saved-mv-configuration><mv-data><parameter-values>
${Object.entries(parameters).map(([name, value]) => `  <parameter name="${name}">${value}</parameter>`).join('\n')}
</parameter-values></mv-data></saved-mv-configuration>
`;

type Flow = { readonly dest: string; readonly source: string; readonly expression?: string };

function rule(number: number, name: string, precedence: number, direction: 'Inbound' | 'Outbound', flows: readonly Flow[]): string {
  const mapping = ({ dest, source, expression }: Flow): string => `<mapping><dest>${dest}</dest><src><attr>${source}</attr></src>${expression === undefined ? '' : `<expression>${expression.replaceAll('&', '&amp;')}</expression>`}<valueMergeType>Update</valueMergeType></mapping>`;
  const [from, to] = direction === 'Inbound' ? ['user', 'person'] : ['person', 'user'];
  return `<synchronizationRule>
  <id>{7d3e5a11-0000-4000-8000-00000000000${number}}</id>
  <name>${name}</name>
  <description />
  <immutable-tag></immutable-tag>
  <direction>${direction}</direction>
  <disabled>False</disabled>
  <connector>${forestId}</connector>
  <sourceObjectType>${from}</sourceObjectType>
  <targetObjectType>${to}</targetObjectType>
  <linkType>Join</linkType>
  <precedence>${precedence}</precedence>
  <attribute-mappings>${flows.map(mapping).join('')}</attribute-mappings>
</synchronizationRule>
`;
}

const rules = [
  rule(1, 'In from AD - Job title with department', 50, 'Inbound', [{ dest: 'title', source: 'title', expression: 'IIF(IsPresent([department]),[title] & ", " & [department],[title])' }]),
  rule(2, 'In from AD - No service accounts', 51, 'Inbound', [{ dest: 'cloudFiltered', source: 'sAMAccountName', expression: 'IIF(Left([sAMAccountName],4)="svc-",True,NULL)' }]),
  rule(3, 'Out to AD - Telephone', 52, 'Outbound', [{ dest: 'telephoneNumber', source: 'telephoneNumber' }]),
];

/** Path below the folder → text. */
export const entraConnectExport: Readonly<Record<string, string>> = {
  'Connectors/Connector_forest.xml': forest,
  'Connectors/Connector_entra.xml': entra,
  'GlobalSettings/MV.xml': globalSettings,
  ...Object.fromEntries(rules.map((text, index) => [`SynchronizationRules/SynchronizationRule_0${index + 1}.xml`, text])),
};

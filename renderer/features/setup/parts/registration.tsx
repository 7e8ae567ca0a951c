import { Accordion, AccordionHeader, AccordionItem, AccordionPanel, Body1, Button, makeStyles, tokens } from '@fluentui/react-components';
import { OpenRegular } from '@fluentui/react-icons';
import { call } from '../../../api.ts';
import { CopyCommand } from '../../../components/copy-command.tsx';
import { setupStrings } from '../../../strings/setup.ts';

const words = setupStrings.target;

/** Microsoft Graph, and its application roles (https://learn.microsoft.com/graph/permissions-reference). */
const graphAppId = '00000003-0000-0000-c000-000000000000';
const roles = [
  ['User.ReadWrite.All', '741f803b-c850-494e-b5df-cde7c675a1ca'],
  ['Group.ReadWrite.All', '62a82d76-70ea-41e2-9197-370581804d09'],
  ['Organization.Read.All', '498476ce-e0fe-48b0-b801-37ba7e2685c6'],
  ['Domain.Read.All', 'dbb9058a-0e50-45d7-ae91-66909b5d4664'],
  ['RoleManagement.Read.Directory', '483bed4a-2ad3-4361-a73b-c83ccdbdc53c'],
  ['OrgContact.Read.All', 'e1a88a34-94c4-4418-be12-c87b00e26bea'],
] as const;

const manifest = JSON.stringify([{ resourceAppId: graphAppId, resourceAccess: roles.map(([, id]) => ({ id, type: 'Role' })) }], null, 2);

const useStyles = makeStyles({
  panel: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, paddingBottom: tokens.spacingVerticalM },
  list: { margin: 0, paddingLeft: tokens.spacingHorizontalXL, display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS },
});

/** The exact steps of the app registration, with what can be pasted. */
export function Registration({ consentUrl }: { readonly consentUrl: string | null }) {
  const styles = useStyles();
  return (
    <Accordion collapsible>
      <AccordionItem value="registration">
        <AccordionHeader>{words.registration}</AccordionHeader>
        <AccordionPanel>
          <div className={styles.panel}>
            <ol className={styles.list}>
              {words.registrationSteps.map((text) => (
                <li key={text}>
                  <Body1>{text}</Body1>
                </li>
              ))}
            </ol>
            <ul className={styles.list}>
              {roles.map(([name]) => (
                <li key={name}>
                  <code>{name}</code>
                </li>
              ))}
            </ul>
            <Body1>{words.manifest}</Body1>
            <CopyCommand text={manifest} />
            {consentUrl === null ? null : (
              <Button icon={<OpenRegular />} style={{ alignSelf: 'start' }} onClick={() => void call('app.openExternal', { url: consentUrl }).catch(() => undefined)}>
                {words.consent}
              </Button>
            )}
          </div>
        </AccordionPanel>
      </AccordionItem>
    </Accordion>
  );
}

import { Dropdown, Field, Option } from '@fluentui/react-components';
import type { Join } from '../../../../shared/profile.ts';
import type { SetupDraft } from '../../../../shared/setup.ts';
import { useCall } from '../../../hooks/use-call.ts';
import { setupStrings } from '../../../strings/setup.ts';
import { Choices } from '../../configuration/choices.tsx';
import { changeProfile } from '../setup-store.ts';

const words = setupStrings.join;
type JoinChoice = keyof typeof words.choices;
const firstAttribute = 'employeeID';

/** Which users of several sources are one person, and what follows from it. */
export function JoinStep({ draft }: { readonly draft: SetupDraft }) {
  const attributes = useCall('setup.joinAttributes', null);
  const join: Join = draft.profile.join ?? 'none';
  const attribute = typeof join === 'object' ? join.attribute : null;
  const choose = (choice: JoinChoice): void => changeProfile({ join: choice === 'attribute' ? { attribute: firstAttribute } : choice });
  return (
    <>
      <Choices label={words.label} value={typeof join === 'object' ? 'attribute' : join} choices={words.choices} onChange={choose} />
      {attribute === null ? null : (
        <Field label={words.attribute} hint={words.attributeHint} style={{ maxWidth: 320 }}>
          <Dropdown value={attribute} selectedOptions={[attribute]} onOptionSelect={(_event, { optionValue }) => { if (optionValue !== undefined) changeProfile({ join: { attribute: optionValue } }); }}>
            {(attributes.state === 'ready' ? attributes.value : [attribute]).map((name) => (
              <Option key={name} value={name}>{name}</Option>
            ))}
          </Dropdown>
        </Field>
      )}
    </>
  );
}

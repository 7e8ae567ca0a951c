import { Body1, Button, Caption1, Dropdown, Input, makeStyles, Option, Subtitle2, tokens } from '@fluentui/react-components';
import { AddRegular, DismissRegular } from '@fluentui/react-icons';
import { scopeOperatorOf, scopeOperators, type ScopeOperator } from '../../../shared/rules.ts';
import { rulesStrings } from '../../strings/configuration.ts';
import { clauseText, operatorsWithoutValue, withValue, type OwnClause, type OwnRule } from './own-rules.ts';

const words = rulesStrings.own;
const emptyClause: OwnClause = { attribute: '', operator: 'EQUAL', value: '' };

const useStyles = makeStyles({
  block: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
  title: { margin: 0 },
  clause: { display: 'grid', gridTemplateColumns: 'minmax(0, 3fr) minmax(0, 3fr) minmax(0, 4fr) 32px', gap: tokens.spacingHorizontalS, alignItems: 'center' },
  control: { minWidth: 0, width: '100%' },
  muted: { color: tokens.colorNeutralForeground2 },
  buttons: { display: 'flex', gap: tokens.spacingHorizontalS },
});

type Props = { readonly value: OwnRule['scope']; readonly attributesList: string; readonly onChange: (value: OwnRule['scope']) => void };

function Clause({ value, attributesList, onChange, onRemove }: { readonly value: OwnClause; readonly attributesList: string; readonly onChange: (value: OwnClause) => void; readonly onRemove: () => void }) {
  const styles = useStyles();
  return (
    <div className={styles.clause}>
      <Input className={styles.control} aria-label={words.attribute} placeholder={words.attribute} list={attributesList} value={value.attribute} onChange={(_event, data) => onChange({ ...value, attribute: data.value })} />
      <Dropdown className={styles.control} aria-label={words.operator} value={scopeOperatorOf(value.operator)} selectedOptions={[scopeOperatorOf(value.operator)]} onOptionSelect={(_event, { optionValue }) => { if (optionValue !== undefined) onChange(withValue({ ...value, operator: optionValue as ScopeOperator }, clauseText(value))); }}>
        {scopeOperators.map((operator) => <Option key={operator} value={operator}>{operator}</Option>)}
      </Dropdown>
      {operatorsWithoutValue.has(value.operator) ? <span /> : <Input className={styles.control} aria-label={words.value} placeholder={words.value} value={clauseText(value)} onChange={(_event, data) => onChange(withValue(value, data.value))} />}
      <Button appearance="subtle" icon={<DismissRegular />} aria-label={words.removeClause} onClick={onRemove} />
    </div>
  );
}

/** Groups of conditions: one group is enough, and all conditions of a group have to hold. */
export function ScopeEditor({ value, attributesList, onChange }: Props) {
  const styles = useStyles();
  const replace = (at: number, group: OwnRule['scope'][number]): void => onChange(value.map((each, index) => (index === at ? group : each)).filter((each) => each.length > 0));
  return (
    <section className={styles.block} aria-label={words.scope}>
      <Subtitle2 as="h2" className={styles.title}>{words.scope}</Subtitle2>
      {value.length === 0 ? <Body1 className={styles.muted}>{words.scopeAll}</Body1> : null}
      {value.map((group, at) => (
        <div key={at} className={styles.block}>
          {at === 0 ? null : <Caption1 className={styles.muted}>{words.or}</Caption1>}
          {group.map((clause, index) => (
            <Clause key={index} value={clause} attributesList={attributesList} onChange={(changed) => replace(at, group.map((each, other) => (other === index ? changed : each)))} onRemove={() => replace(at, group.filter((_each, other) => other !== index))} />
          ))}
        </div>
      ))}
      <div className={styles.buttons}>
        <Button size="small" icon={<AddRegular />} onClick={() => (value.length === 0 ? onChange([[emptyClause]]) : replace(value.length - 1, [...(value.at(-1) ?? []), emptyClause]))}>{words.addClause}</Button>
        {value.length === 0 ? null : <Button size="small" icon={<AddRegular />} onClick={() => onChange([...value, [emptyClause]])}>{words.addGroup}</Button>}
      </div>
      {value.length === 0 ? null : <Caption1 className={styles.muted}>{words.valueHint}</Caption1>}
    </section>
  );
}

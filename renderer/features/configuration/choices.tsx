import { Caption1, Field, makeStyles, Radio, RadioGroup, tokens } from '@fluentui/react-components';

const useStyles = makeStyles({
  hint: { display: 'block', color: tokens.colorNeutralForeground2 },
});

/** A question with a few answers, each with what it means. */
export function Choices<Value extends string>({ label, hint, value, choices, onChange }: {
  readonly label: string;
  readonly hint?: string;
  readonly value: Value;
  readonly choices: Readonly<Record<Value, { readonly label: string; readonly hint: string }>>;
  readonly onChange: (value: Value) => void;
}) {
  const styles = useStyles();
  const entries = Object.entries(choices) as unknown as readonly (readonly [Value, { readonly label: string; readonly hint: string }])[];
  return (
    <Field label={{ children: label, weight: 'semibold' }} {...(hint === undefined ? {} : { hint })}>
      <RadioGroup value={value} onChange={(_event, data) => onChange(data.value as Value)}>
        {entries.map(([key, choice]) => (
          <Radio key={key} value={key} label={<>{choice.label}<Caption1 className={styles.hint}>{choice.hint}</Caption1></>} />
        ))}
      </RadioGroup>
    </Field>
  );
}

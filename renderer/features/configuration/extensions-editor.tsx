import { Body1, Button, Caption1, Checkbox, Dropdown, Field, Input, makeStyles, Option, Subtitle2, tokens } from '@fluentui/react-components';
import { AddRegular, DeleteRegular } from '@fluentui/react-icons';
import { useEffect, useState } from 'react';
import type { ExtensionType } from '../../../shared/plan.ts';
import type { Profile } from '../../../shared/profile.ts';
import { useCall } from '../../hooks/use-call.ts';
import { useDebounced } from '../../hooks/use-debounced.ts';
import { configurationStrings } from '../../strings/configuration.ts';
import { extensionName, extensionOf, noExtension, rowProblem, rowsOf, type ExtensionRow } from './extensions.ts';

const words = configurationStrings.mapping.extensions;
const types = Object.keys(words.types) as readonly ExtensionType[];
const mostExtensions = 90;
const typingMs = 250;

const useStyles = makeStyles({
  block: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
  title: { margin: 0 },
  muted: { color: tokens.colorNeutralForeground2 },
  list: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, margin: 0, padding: 0, listStyleType: 'none' },
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'flex-start', columnGap: tokens.spacingHorizontalM, rowGap: tokens.spacingVerticalS },
  attribute: { flex: '1 1 184px', minWidth: 0, maxWidth: '304px' },
  input: { minWidth: 0 },
  type: { width: '136px' },
  narrow: { minWidth: '136px' },
  end: { display: 'flex', flexShrink: 0 },
  choices: { display: 'flex', alignItems: 'center', paddingTop: '24px' },
  remove: { marginTop: '26px' },
  add: { alignSelf: 'flex-start' },
});

type RowProps = { readonly row: ExtensionRow; readonly number: number; readonly problem: string | null; readonly onChange: (row: ExtensionRow) => void; readonly onRemove: () => void };

function Row({ row, number, problem, onChange, onRemove }: RowProps) {
  const styles = useStyles();
  const { objectTypes, type, several } = row;
  const toggle = (objectType: 'user' | 'group', on: boolean): void => onChange({ ...row, objectTypes: (['user', 'group'] as const).filter((each) => (each === objectType ? on : objectTypes.includes(each))) });
  return (
    <li className={styles.row}>
      <Field className={styles.attribute} label={words.attribute} hint={problem === null ? words.becomes(extensionName(row)) : undefined} validationState={problem === null ? 'none' : 'error'} validationMessage={problem ?? undefined}>
        <Input className={styles.input} value={row.attribute} maxLength={100} autoComplete="off" spellCheck={false} placeholder={row.name === undefined ? undefined : words.ownRules} onChange={(_event, { value }) => onChange({ ...row, attribute: value.trim() })} />
      </Field>
      <Field className={styles.type} label={words.type}>
        <Dropdown className={styles.narrow} value={words.types[type]} selectedOptions={[type]} onOptionSelect={(_event, { optionValue }) => {
          const chosen = types.find((each) => each === optionValue);
          if (chosen !== undefined) onChange({ ...row, type: chosen, several: several && chosen === 'String' });
        }}>
          {types.map((each) => <Option key={each} value={each}>{words.types[each]}</Option>)}
        </Dropdown>
      </Field>
      <div className={styles.end}>
        <div className={styles.choices} role="group" aria-label={words.choices(number)}>
          <Checkbox label={words.users} checked={objectTypes.includes('user')} onChange={(_event, { checked }) => toggle('user', checked === true)} />
          <Checkbox label={words.groups} checked={objectTypes.includes('group')} onChange={(_event, { checked }) => toggle('group', checked === true)} />
          <Checkbox label={words.several} checked={several} disabled={type !== 'String'} onChange={(_event, { checked }) => onChange({ ...row, several: checked === true })} />
        </div>
        <Button className={styles.remove} appearance="subtle" icon={<DeleteRegular />} aria-label={words.remove(number)} onClick={onRemove} />
      </div>
    </li>
  );
}

type Props = { readonly value: Profile['rules']; readonly onChange: (extensions: Profile['rules']['directoryExtensions']) => void; readonly onProblem: (problem: string | null) => void };

/** Custom attributes in Entra, one line each. What cannot be used yet stays here and is said; the profile gets lines that can. */
export function ExtensionsEditor({ value, onChange, onProblem }: Props) {
  const styles = useStyles();
  const [rows, setRows] = useState(() => rowsOf(value.directoryExtensions));
  const own = rows.map((row) => rowProblem(row, rows));
  const settled = useDebounced(value, typingMs);
  const review = useCall('configuration.rules', settled.directoryExtensions.length === 0 ? undefined : { rules: settled });
  const errors = review.state === 'ready' ? review.value.findings.filter(({ severity }) => severity === 'error') : [];
  const problems = own.map((problem, index) => problem ?? errors.find(({ path }) => path.startsWith(`rules.directoryExtensions[${index}]`))?.message ?? null);
  const first = problems.find((problem) => problem !== null) ?? null;
  useEffect(() => onProblem(first), [onProblem, first]);
  const change = (next: readonly ExtensionRow[]): void => {
    setRows(next);
    if (next.every((row) => rowProblem(row, next) === null)) onChange(next.map(extensionOf));
  };
  return (
    <section className={styles.block} aria-label={words.title}>
      <Subtitle2 as="h2" className={styles.title}>{words.title}</Subtitle2>
      <Body1 className={styles.muted}>{words.hint}</Body1>
      <ul className={styles.list}>
        {rows.map((row, index) => (
          <Row key={index} row={row} number={index + 1} problem={problems[index] ?? null} onChange={(changed) => change(rows.map((each, at) => (at === index ? changed : each)))} onRemove={() => change(rows.filter((_each, at) => at !== index))} />
        ))}
      </ul>
      <Button className={styles.add} icon={<AddRegular />} disabled={rows.length >= mostExtensions} onClick={() => change([...rows, noExtension])}>{words.add}</Button>
      {rows.length === 0 ? null : <Caption1 className={styles.muted}>{words.permission}</Caption1>}
    </section>
  );
}

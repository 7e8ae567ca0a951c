import { Field, Input, makeStyles } from '@fluentui/react-components';
import { useEffect, useState } from 'react';

const useStyles = makeStyles({ input: { width: '128px', minWidth: '128px' } });

/** What was typed as a number in the range; null when it is none. */
export function numberFrom(text: string, { from, to, whole }: { readonly from: number; readonly to: number; readonly whole: boolean }): number | null {
  const trimmed = text.trim();
  if (!(whole ? /^\d{1,9}$/ : /^\d{1,9}(?:\.\d{1,3})?$/).test(trimmed)) return null;
  const value = Number(trimmed);
  return value >= from && value <= to ? value : null;
}

type Props = {
  readonly label: string;
  readonly value: number;
  readonly from?: number;
  readonly to?: number;
  readonly whole?: boolean;
  readonly unit?: string;
  readonly wrong: string;
  readonly fix: string;
  readonly onChange: (value: number) => void;
  /** Told when what stands in the field is no such number, and when it is again. */
  readonly onProblem?: (problem: string | null) => void;
};

/** A number that is checked while it is typed; what is wrong stays in the field and is said below it. */
export function NumberField({ label, value, from = 0, to = 999_999_999, whole = true, unit, wrong, fix, onChange, onProblem }: Props) {
  const styles = useStyles();
  const [text, setText] = useState(String(value));
  const range = { from, to, whole };
  const parsed = numberFrom(text, range);
  useEffect(() => {
    if (numberFrom(text, range) !== value && numberFrom(text, range) !== null) setText(String(value));
    // Follows a value that was changed from outside; what is being typed stays.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [value]);
  const type = (typed: string): void => {
    setText(typed);
    const number = numberFrom(typed, range);
    onProblem?.(number === null ? `${label}: ${wrong} ${fix}` : null);
    if (number !== null) onChange(number);
  };
  return (
    <Field label={label} validationState={parsed === null ? 'error' : 'none'} validationMessage={parsed === null ? `${wrong} ${fix}` : undefined}>
      <Input className={styles.input} value={text} inputMode={whole ? 'numeric' : 'decimal'} autoComplete="off" contentAfter={unit === undefined ? undefined : <span aria-hidden>{unit}</span>} onChange={(_event, data) => type(data.value)} />
    </Field>
  );
}

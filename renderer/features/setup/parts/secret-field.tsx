import { Button, Field, Input, Textarea, makeStyles, tokens } from '@fluentui/react-components';
import { LockClosedRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { call, refusalFrom } from '../../../api.ts';
import { setupStrings } from '../../../strings/setup.ts';

const { secret } = setupStrings;

const useStyles = makeStyles({
  row: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalS },
  stored: { display: 'inline-flex', alignItems: 'center', gap: tokens.spacingHorizontalS, color: tokens.colorNeutralForeground2 },
  grow: { flexGrow: 1 },
});

/** Takes a secret once and hands it to the encrypted store; nothing ever shows it again. `stored`: one is there. */
export function SecretField({ label, name, stored, multiline = false, onStored }: { readonly label: string; readonly name: string; readonly stored: boolean; readonly multiline?: boolean; readonly onStored: () => void }) {
  const styles = useStyles();
  const [editing, setEditing] = useState(!stored);
  const [value, setValue] = useState('');
  const [problem, setProblem] = useState<string | null>(null);

  const store = async (): Promise<void> => {
    if (value === '') return;
    try {
      await call('app.storeSecret', { name, value });
      setValue('');
      setEditing(false);
      setProblem(null);
      onStored();
    } catch (error) {
      const { message, fix } = refusalFrom(error);
      setProblem(`${message} ${fix}`);
    }
  };
  if (stored && !editing) {
    return (
      <Field label={label}>
        <div className={styles.row}>
          <span className={styles.stored}>
            <LockClosedRegular aria-hidden /> {secret.stored}
          </span>
          <Button size="small" onClick={() => setEditing(true)} aria-label={`${secret.change}: ${label}`}>
            {secret.change}
          </Button>
        </div>
      </Field>
    );
  }
  return (
    <Field label={label} required {...(problem === null ? {} : { validationState: 'error' as const, validationMessage: problem })}>
      {multiline ? (
        <Textarea className={styles.grow} rows={4} value={value} onChange={(_event, data) => setValue(data.value)} onBlur={() => void store()} autoComplete="off" spellCheck={false} />
      ) : (
        <Input className={styles.grow} type="password" value={value} onChange={(_event, data) => setValue(data.value)} onBlur={() => void store()} onKeyDown={(event) => event.key === 'Enter' && void store()} autoComplete="off" />
      )}
    </Field>
  );
}

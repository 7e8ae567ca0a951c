import { Body1, makeStyles, MessageBar, MessageBarBody, Switch, tokens } from '@fluentui/react-components';
import { configurationStrings } from '../../strings/configuration.ts';

const words = configurationStrings.staging;

const useStyles = makeStyles({ editor: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM } });

/** Everything but the export, or everything. */
export function StagingEditor({ value, onChange }: { readonly value: boolean; readonly onChange: (value: boolean) => void }) {
  const styles = useStyles();
  return (
    <div className={styles.editor}>
      <Switch checked={value} aria-label={words.label} label={value ? words.on : words.off} onChange={(_event, { checked }) => onChange(checked)} />
      <Body1>{words.hint}</Body1>
      {value ? <MessageBar intent="warning" layout="multiline"><MessageBarBody>{words.onWarning}</MessageBarBody></MessageBar> : null}
    </div>
  );
}

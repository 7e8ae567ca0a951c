import { Body1, Caption1, makeStyles, MessageBar, MessageBarBody, Subtitle2, Switch, Tab, TabList, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { shortestCycleMinutes, type ScheduleSettings } from '../../../shared/schedule.ts';
import { scheduleEntries, schedulePlatforms, type ScheduleOrder, type SchedulePlatform } from '../../../shared/schedule-entries.ts';
import { CopyCommand } from '../../components/copy-command.tsx';
import { configurationStrings } from '../../strings/configuration.ts';
import { NumberField } from './number-field.tsx';

const words = configurationStrings.schedule;
const dayMinutes = 1440;

const useStyles = makeStyles({
  editor: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXL },
  block: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
  entry: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS },
  title: { margin: 0 },
  muted: { color: tokens.colorNeutralForeground2 },
});

/** `platform` of Node.js as the kind of scheduler it has. */
export function schedulerOf(platform: string): SchedulePlatform {
  return platform === 'win32' ? 'windows' : platform === 'darwin' ? 'launchd' : 'systemd';
}

const secretsExample = '"password": { "file": "ad-password" }    "secret": { "file": "client-secret" }';

type Props = {
  readonly value: ScheduleSettings;
  readonly onChange: (value: ScheduleSettings) => void;
  /** Where the profile lies; null while it is not written yet. */
  readonly order: Omit<ScheduleOrder, 'everyMinutes'> | null;
  readonly platform: string;
  readonly onProblem?: (problem: string | null) => void;
};

/** Every N minutes while the app runs; and the entries that run the command line without it. */
export function ScheduleEditor({ value, onChange, order, platform, onProblem }: Props) {
  const styles = useStyles();
  const [shown, setShown] = useState<SchedulePlatform>(schedulerOf(platform));
  return (
    <div className={styles.editor}>
      <section className={styles.block} aria-label={words.inApp}>
        <Subtitle2 as="h2" className={styles.title}>{words.inApp}</Subtitle2>
        <Switch checked={value.enabled} label={words.enabled} onChange={(_event, { checked }) => { onProblem?.(null); onChange({ ...value, enabled: checked }); }} />
        {value.enabled ? <NumberField label={words.every} value={value.everyMinutes} from={shortestCycleMinutes} to={dayMinutes} wrong={words.wrong} fix={words.fix} onChange={(everyMinutes) => onChange({ ...value, everyMinutes })} onProblem={onProblem} /> : null}
        <Caption1 className={styles.muted}>{words.first}</Caption1>
      </section>
      {order === null ? null : (
        <section className={styles.block} aria-label={words.without}>
          <Subtitle2 as="h2" className={styles.title}>{words.without}</Subtitle2>
          <Body1>{words.withoutHint}</Body1>
          <TabList size="small" selectedValue={shown} onTabSelect={(_event, data) => setShown(data.value as SchedulePlatform)}>
            {schedulePlatforms.map((each) => <Tab key={each} value={each}>{words.platforms[each]}</Tab>)}
          </TabList>
          <MessageBar intent="info" layout="multiline"><MessageBarBody>{words.secrets}</MessageBarBody></MessageBar>
          <div className={styles.entry}><Caption1>{words.secretsStep}</Caption1><CopyCommand text={secretsExample} /></div>
          {scheduleEntries(shown, { ...order, everyMinutes: value.everyMinutes }).map(({ title, text }) => (
            <div key={title} className={styles.entry}>
              <Caption1>{title}</Caption1>
              <CopyCommand text={text} />
            </div>
          ))}
          <Caption1 className={styles.muted}>{words.both}</Caption1>
        </section>
      )}
    </div>
  );
}

import { Body1, Button, Caption1, Checkbox, Field, Input, makeStyles, MessageBar, MessageBarBody, Select, Subtitle2, Switch, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { noticeTopics, notificationSecrets, type NotificationSettings } from '../../../shared/app-settings.ts';
import type { Refusal } from '../../../shared/ipc/call.ts';
import type { NoticeChannel, SettingsState } from '../../../shared/ipc/settings.ts';
import { call, refusalFrom } from '../../api.ts';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { settingsStrings } from '../../strings/settings.ts';
import { NumberField } from '../configuration/number-field.tsx';
import { SecretField } from '../setup/parts/secret-field.tsx';

const { notifications: words } = settingsStrings;
const securities = ['tls', 'startTls', 'none'] as const;

const useStyles = makeStyles({
  tab: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXL, maxWidth: '720px' },
  section: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
  title: { margin: 0 },
  quiet: { color: tokens.colorNeutralForeground2 },
  pair: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr) 120px', gap: tokens.spacingHorizontalM },
  actions: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalM },
});

type Outcome = { readonly channel: 'webhook' | 'smtp'; readonly text: string } | { readonly channel: 'webhook' | 'smtp'; readonly refusal: Refusal };

/** Tries a channel with what is on the screen, and shows what the other side said. */
function Test({ channel, value, outcome, onOutcome }: { readonly channel: 'webhook' | 'smtp'; readonly value: NotificationSettings; readonly outcome: Outcome | null; readonly onOutcome: (outcome: Outcome | null) => void }) {
  const styles = useStyles();
  const [busy, setBusy] = useState(false);
  const test = async (): Promise<void> => {
    setBusy(true);
    onOutcome(null);
    try {
      onOutcome({ channel, text: (await call('settings.test', { channel, notifications: value })).text });
    } catch (error) {
      onOutcome({ channel, refusal: refusalFrom(error) });
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <div className={styles.actions}>
        <Button disabled={busy} onClick={() => void test()} aria-label={`${words.test}: ${words.channels[channel]}`}>{words.test}</Button>
        {outcome?.channel === channel && 'text' in outcome ? <Body1 role="status">{outcome.text}</Body1> : null}
      </div>
      {outcome?.channel === channel && 'refusal' in outcome ? <ProblemPanel refusal={outcome.refusal} /> : null}
    </>
  );
}

/** What is told, and where to. Saved as a whole; secrets go to the encrypted store at once. */
export function NotificationsTab({ state, onSaved }: { readonly state: SettingsState; readonly onSaved: () => void }) {
  const styles = useStyles();
  const before = state.settings.notifications;
  const [value, setValue] = useState<NotificationSettings>(before);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const changed = JSON.stringify(value) !== JSON.stringify(before);
  const smtp = (change: Partial<NotificationSettings['smtp']>): void => setValue({ ...value, smtp: { ...value.smtp, ...change } });
  const save = (): void => void call('settings.save', { change: { notifications: value } }).then(onSaved, (error: unknown) => setRefusal(refusalFrom(error)));
  const failureOf = (channel: NoticeChannel) => state.failures.find((failure) => failure.channel === channel);
  const Failure = ({ channel }: { readonly channel: NoticeChannel }) => {
    const failure = failureOf(channel);
    return failure === undefined ? null : (
      <MessageBar intent="warning" layout="multiline">
        <MessageBarBody>{words.failure} {failure.message}</MessageBarBody>
      </MessageBar>
    );
  };
  return (
    <div className={styles.tab}>
      {refusal === null ? null : <ProblemPanel refusal={refusal} />}
      <section className={styles.section}>
        <Subtitle2 as="h2" className={styles.title}>{words.topicsTitle}</Subtitle2>
        {noticeTopics.map((topic) => (
          <Checkbox key={topic} label={words.topics[topic]} checked={value.topics.includes(topic)} onChange={(_event, { checked }) => setValue({ ...value, topics: noticeTopics.filter((each) => (each === topic ? checked === true : value.topics.includes(each))) })} />
        ))}
        <Checkbox label={words.resolved} checked={value.resolved} onChange={(_event, { checked }) => setValue({ ...value, resolved: checked === true })} />
      </section>
      <section className={styles.section}>
        <Subtitle2 as="h2" className={styles.title}>{words.channels.desktop}</Subtitle2>
        <Switch checked={value.desktop.enabled} label={words.desktopText} onChange={(_event, { checked }) => setValue({ ...value, desktop: { enabled: checked } })} />
      </section>
      <section className={styles.section}>
        <Subtitle2 as="h2" className={styles.title}>{words.channels.webhook}</Subtitle2>
        <Caption1 className={styles.quiet}>{words.webhookText}</Caption1>
        <Failure channel="webhook" />
        <Switch checked={value.webhook.enabled} label={words.channels.webhook} onChange={(_event, { checked }) => setValue({ ...value, webhook: { enabled: checked } })} />
        {value.webhook.enabled ? (
          <>
            <SecretField label={words.address} name={notificationSecrets.webhook} stored={state.stored.webhook} onStored={onSaved} />
            <Test channel="webhook" value={value} outcome={outcome} onOutcome={setOutcome} />
          </>
        ) : null}
      </section>
      <section className={styles.section}>
        <Subtitle2 as="h2" className={styles.title}>{words.channels.smtp}</Subtitle2>
        <Caption1 className={styles.quiet}>{words.smtpText}</Caption1>
        <Failure channel="smtp" />
        <Switch checked={value.smtp.enabled} label={words.channels.smtp} onChange={(_event, { checked }) => smtp({ enabled: checked })} />
        {value.smtp.enabled ? (
          <>
            <div className={styles.pair}>
              <Field label={words.host} required>
                <Input value={value.smtp.host} onChange={(_event, data) => smtp({ host: data.value })} spellCheck={false} />
              </Field>
              <NumberField label={words.port} value={value.smtp.port} from={1} to={65_535} wrong={words.portWrong} fix={words.portFix} onChange={(port) => smtp({ port })} onProblem={setProblem} />
            </div>
            <Field label={words.security}>
              <Select value={value.smtp.security} onChange={(_event, data) => smtp({ security: securities.find((each) => each === data.value) ?? 'startTls' })}>
                {securities.map((each) => (
                  <option key={each} value={each}>{words.securities[each]}</option>
                ))}
              </Select>
            </Field>
            <Field label={words.username}>
              <Input value={value.smtp.username} onChange={(_event, data) => smtp({ username: data.value })} autoComplete="off" spellCheck={false} />
            </Field>
            {value.smtp.username === '' ? null : <SecretField label={words.password} name={notificationSecrets.smtp} stored={state.stored.smtp} onStored={onSaved} />}
            <Field label={words.from} required>
              <Input value={value.smtp.from} onChange={(_event, data) => smtp({ from: data.value })} spellCheck={false} />
            </Field>
            <Field label={words.to} required>
              <Input value={value.smtp.to} onChange={(_event, data) => smtp({ to: data.value })} spellCheck={false} />
            </Field>
            <Test channel="smtp" value={value} outcome={outcome} onOutcome={setOutcome} />
          </>
        ) : null}
      </section>
      <div className={styles.actions}>
        <Button appearance="primary" disabled={!changed || problem !== null} onClick={save}>{words.save}</Button>
        <Button disabled={!changed} onClick={() => setValue(before)}>{words.discard}</Button>
        {problem === null ? null : <Body1 role="status">{problem}</Body1>}
      </div>
    </div>
  );
}

import { Body1, Button, Dropdown, Field, Input, makeStyles, MessageBar, MessageBarBody, Option, Radio, RadioGroup, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { targetSecret } from '../../../../shared/draft-sources.ts';
import { inputOfCheck, type SetupDraft } from '../../../../shared/setup.ts';
import { call } from '../../../api.ts';
import { useEvent } from '../../../hooks/use-event.ts';
import { setupStrings } from '../../../strings/setup.ts';
import { CheckList } from '../parts/check-list.tsx';
import { Registration } from '../parts/registration.tsx';
import { SecretField } from '../parts/secret-field.tsx';
import { useLiveCheck } from '../parts/use-live-check.ts';
import { changeDraft, changeTarget } from '../setup-store.ts';
import { useStepReason } from '../step-reason.ts';

const words = setupStrings.target;
type Target = SetupDraft['profile']['target'];
type CloudName = keyof typeof words.clouds;

const logins: Readonly<Record<Exclude<CloudName, 'own'>, string>> = { global: 'https://login.microsoftonline.com', usGov: 'https://login.microsoftonline.us', usGovDod: 'https://login.microsoftonline.us', china: 'https://login.partner.microsoftonline.cn' };

const useStyles = makeStyles({ file: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalS, flexWrap: 'wrap', color: tokens.colorNeutralForeground2 } });

function cloudName({ cloud }: Target): CloudName {
  return typeof cloud === 'object' ? 'own' : (cloud ?? 'global');
}

/** Where an administrator consents; null while tenant or application are missing, or for own endpoints. */
export function consentAddress(target: Target): string | null {
  const cloud = cloudName(target);
  const { tenantId = '', clientId = '' } = target;
  return cloud === 'own' || tenantId === '' || clientId === '' ? null : `${logins[cloud]}/${encodeURIComponent(tenantId)}/adminconsent?client_id=${encodeURIComponent(clientId)}`;
}

function FileChoice({ label, path, purpose, onChoose }: { readonly label: string; readonly path: string | undefined; readonly purpose: 'caFile' | 'certificate'; readonly onChoose: (path: string) => void }) {
  const styles = useStyles();
  const choose = async (): Promise<void> => {
    const chosen = await call('app.chooseFile', { purpose });
    if (chosen !== null) onChoose(chosen.path);
  };
  return (
    <Field label={label}>
      <div className={styles.file}>
        {path ?? '–'}
        <Button size="small" onClick={() => void choose()}>
          {words.choose}
        </Button>
      </div>
    </Field>
  );
}

function Cloud({ target }: { readonly target: Target }) {
  const name = cloudName(target);
  const own = typeof target.cloud === 'object' ? target.cloud : null;
  return (
    <>
      <Field label={words.cloud}>
        <Dropdown value={words.clouds[name]} selectedOptions={[name]} onOptionSelect={(_event, { optionValue }) => changeTarget({ cloud: optionValue === 'own' ? { authority: '', graph: '' } : (optionValue as Exclude<CloudName, 'own'>) })}>
          {Object.entries(words.clouds).map(([key, text]) => (
            <Option key={key} value={key}>
              {text}
            </Option>
          ))}
        </Dropdown>
      </Field>
      {own === null ? null : (
        <>
          <Field label={words.authority} required>
            <Input value={own.authority} onChange={(_event, { value }) => changeTarget({ cloud: { ...own, authority: value.trim() } })} spellCheck={false} />
          </Field>
          <Field label={words.graph} required>
            <Input value={own.graph} onChange={(_event, { value }) => changeTarget({ cloud: { ...own, graph: value.trim() } })} spellCheck={false} />
          </Field>
          <FileChoice label={setupStrings.source.caFile} path={own.caFile} purpose="caFile" onChoose={(caFile) => changeTarget({ cloud: { ...own, caFile } })} />
        </>
      )}
    </>
  );
}

function SignInChoice({ draft }: { readonly draft: SetupDraft }) {
  const { auth } = draft.profile.target;
  const secretName = `${draft.id}.target.secret`;
  const keyName = `${draft.id}.target.key`;
  const forget = (change: Target): void => {
    changeTarget(change);
    changeDraft((now) => ({ ...now, checks: { ...now.checks, target: null }, awaited: now.awaited.filter((each) => each !== targetSecret) }));
  };
  const here = !draft.awaited.includes(targetSecret);
  const choose = (kind: string): void => {
    if (kind === 'interactive' || kind === 'deviceCode') forget({ auth: { kind } });
    else forget({ auth: undefined });
    setKind(kind);
  };
  const [kind, setKind] = useState(auth?.kind ?? '');
  const [certificateFile, setCertificateFile] = useState(auth?.kind === 'certificate' ? auth.certificateFile : undefined);
  return (
    <>
      <Field label={words.how} required>
        <RadioGroup value={kind} onChange={(_event, { value }) => choose(value)}>
          <Radio value="certificate" label={words.certificate} />
          <Radio value="clientSecret" label={words.clientSecret} />
          <Radio value="interactive" label={words.interactive} />
          <Radio value="deviceCode" label={words.deviceCode} />
        </RadioGroup>
      </Field>
      {here ? null : <MessageBar intent="warning" layout="multiline"><MessageBarBody>{words.secretAwaited}</MessageBarBody></MessageBar>}
      {kind === 'interactive' || kind === 'deviceCode' ? <Body1>{words.attended}</Body1> : null}
      {kind === 'clientSecret' ? <SecretField label={words.secret} name={secretName} stored={auth?.kind === 'clientSecret' && here} onStored={() => forget({ auth: { kind: 'clientSecret', secret: { keychain: secretName } } })} /> : null}
      {kind === 'certificate' ? (
        <>
          <FileChoice label={words.certificateFile} path={certificateFile} purpose="certificate" onChoose={setCertificateFile} />
          {certificateFile === undefined ? null : <SecretField label={words.privateKey} name={keyName} multiline stored={auth?.kind === 'certificate' && here} onStored={() => forget({ auth: { kind: 'certificate', certificateFile, privateKey: { keychain: keyName } } })} />}
        </>
      ) : null}
    </>
  );
}

/** Which tenant, as which application, and whether each permission is there. */
export function TargetStep({ draft }: { readonly draft: SetupDraft }) {
  const live = useLiveCheck('target');
  const [code, setCode] = useState<string | null>(null);
  const { target } = draft.profile;
  const kept = draft.checks.target;
  useEvent('signIn.deviceCode', ({ message }) => setCode(message));
  useStepReason(live.running ? setupStrings.reasons.checking : null);

  const check = async (): Promise<void> => {
    const answer = await live.run((operation) => call('setup.checkTarget', { operation, target }));
    setCode(null);
    if (answer === null) return;
    const { findings, facts } = answer;
    changeDraft((now) => ({
      ...now,
      facts: facts === null ? now.facts : { ...facts, domain: now.facts.domain },
      checks: { ...now.checks, target: { at: new Date().toISOString(), of: inputOfCheck(target), findings: [...findings] } },
    }));
  };
  return (
    <>
      <Cloud target={target} />
      <Field label={words.tenantId} hint={words.tenantHint} required>
        <Input value={target.tenantId ?? ''} onChange={(_event, { value }) => changeTarget({ tenantId: value.trim() })} spellCheck={false} />
      </Field>
      <Field label={words.clientId} hint={words.clientHint} required>
        <Input value={target.clientId ?? ''} onChange={(_event, { value }) => changeTarget({ clientId: value.trim() })} spellCheck={false} />
      </Field>
      <SignInChoice draft={draft} />
      <Registration consentUrl={consentAddress(target)} />
      {code === null ? null : (
        <MessageBar intent="info" layout="multiline">
          <MessageBarBody>
            {words.code}: {code}
          </MessageBarBody>
        </MessageBar>
      )}
      <CheckList title={words.checks} action={words.check} live={live} kept={kept?.findings ?? null} stale={kept !== null && kept.of !== inputOfCheck(target)} onRun={() => void check()} />
    </>
  );
}

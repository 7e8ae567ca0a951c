import { Body1, Button, Field, Input, makeStyles, MessageBar, MessageBarBody, MessageBarTitle, Radio, RadioGroup, tokens } from '@fluentui/react-components';
import { useRef, useState } from 'react';
import type { DiscoveredServer, ShownCertificate } from '../../../../shared/ipc/setup.ts';
import { passwordNameOf, withPassword, withSource, withSourceCheck, type DraftSource, type SourceInput } from '../../../../shared/draft-sources.ts';
import { connectionOf, inputOfCheck } from '../../../../shared/setup.ts';
import { call, refusalFrom } from '../../../api.ts';
import { setupStrings } from '../../../strings/setup.ts';
import { CertificateCard } from './certificate-card.tsx';
import { CheckList } from './check-list.tsx';
import { SecretField } from './secret-field.tsx';
import { useLiveCheck } from './use-live-check.ts';
import { changeDraft } from '../setup-store.ts';
import { useStepReason } from '../step-reason.ts';

const words = setupStrings.source;

const useStyles = makeStyles({
  row: { display: 'flex', alignItems: 'end', gap: tokens.spacingHorizontalS },
  grow: { flexGrow: 1 },
  servers: { margin: 0, paddingLeft: tokens.spacingHorizontalXL, color: tokens.colorNeutralForeground2 },
  trust: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalS, flexWrap: 'wrap', color: tokens.colorNeutralForeground2 },
});

/** `dc1.corp.contoso.com` is meant as an LDAPS address. */
export function addressOf(text: string): string {
  const trimmed = text.trim();
  return trimmed === '' || /^ldaps?:\/\//i.test(trimmed) ? trimmed : `ldaps://${trimmed}`;
}

function Servers({ domain, onProblem }: { readonly domain: string; readonly onProblem: (text: string | null) => void }) {
  const styles = useStyles();
  const [servers, setServers] = useState<readonly DiscoveredServer[] | null>(null);
  const [busy, setBusy] = useState(false);
  const find = async (): Promise<void> => {
    setBusy(true);
    try {
      setServers((await call('setup.discover', { domain })).servers);
      onProblem(null);
    } catch (error) {
      const { message, fix } = refusalFrom(error);
      setServers(null);
      onProblem(`${message} ${fix}`);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Button disabled={domain === '' || busy} onClick={() => void find()} style={{ alignSelf: 'start' }}>
        {words.find}
      </Button>
      {servers === null ? null : (
        <div role="status">
          <Body1>{words.found(servers.filter(({ milliseconds }) => milliseconds !== null).length)}</Body1>
          <ul className={styles.servers}>
            {servers.map(({ host, milliseconds }) => (
              <li key={host}>
                {host}: {milliseconds === null ? words.noAnswer : `${milliseconds} ms`}
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}

type Change = { readonly [Key in keyof SourceInput]?: SourceInput[Key] | undefined };

function Address({ source, onChange }: { readonly source: SourceInput; readonly onChange: (change: Change) => void }) {
  const [problem, setProblem] = useState<string | null>(null);
  const byDomain = source.domain !== undefined;
  const url = [source.url ?? ''].flat().join(', ');
  return (
    <>
      <Field label={words.how}>
        <RadioGroup value={byDomain ? 'domain' : 'server'} onChange={(_event, { value }) => onChange(value === 'domain' ? { domain: '', url: undefined } : { domain: undefined, url: '' })}>
          <Radio value="domain" label={words.byDomain} />
          <Radio value="server" label={words.byServer} />
        </RadioGroup>
      </Field>
      {byDomain ? (
        <>
          <Field label={words.domain} hint={words.domainHint} required {...(problem === null ? {} : { validationState: 'error' as const, validationMessage: problem })}>
            <Input value={source.domain ?? ''} onChange={(_event, { value }) => onChange({ domain: value.trim() })} spellCheck={false} />
          </Field>
          <Servers domain={source.domain ?? ''} onProblem={setProblem} />
        </>
      ) : (
        <Field label={words.server} hint={words.serverHint} required>
          <Input value={url} onChange={(_event, { value }) => onChange({ url: value })} onBlur={() => url !== '' && onChange({ url: addressOf(url) })} spellCheck={false} />
        </Field>
      )}
    </>
  );
}

function Trust({ source, onChange, onChooseCa }: { readonly source: SourceInput; readonly onChange: (change: Change) => void; readonly onChooseCa: () => void }) {
  const styles = useStyles();
  const { pin, caFile } = source.tls ?? {};
  return (
    <Field label={words.caFile} hint={words.caFileHint}>
      <div className={styles.trust}>
        {pin !== undefined ? words.pinned(pin) : (caFile ?? words.noCa)}
        {pin === undefined && caFile === undefined ? null : (
          <Button size="small" onClick={() => onChange({ tls: {} })}>
            {pin === undefined ? words.noCa : words.unpin}
          </Button>
        )}
        <Button size="small" onClick={onChooseCa}>
          {words.chooseCa}
        </Button>
      </div>
    </Field>
  );
}

/** Where a directory is, who reads it, whom to trust, and whether each right is there: the same for the first source and each further one. */
export function SourceForm({ draftId, entry }: { readonly draftId: string; readonly entry: DraftSource }) {
  const live = useLiveCheck('source');
  const address = useRef<HTMLDivElement>(null);
  const [certificate, setCertificate] = useState<ShownCertificate | null>(null);
  const { name, source, check: kept } = entry;
  const input = inputOfCheck(connectionOf(source));
  useStepReason(live.running ? setupStrings.reasons.checking : null);
  const change = (part: Change): void => changeDraft((draft) => withSource(draft, name, part));

  const chooseCa = async (): Promise<void> => {
    const chosen = await call('app.chooseFile', { purpose: 'caFile' });
    if (chosen === null) return;
    change({ tls: { caFile: chosen.path } });
    setCertificate(null);
  };
  const check = async (tried = source): Promise<void> => {
    setCertificate(null);
    const answer = await live.run((operation) => call('setup.checkSource', { operation, source: tried }));
    if (answer === null) return;
    const { findings, domain } = answer;
    changeDraft((draft) => withSourceCheck(draft, name, { at: new Date().toISOString(), of: inputOfCheck(connectionOf(tried)), findings: [...findings] }, domain));
    const distrusted = findings.some(({ id, severity, text }) => id === 'connection' && severity === 'error' && /certificate/i.test(text));
    if (distrusted) setCertificate(await call('setup.certificate', { source: tried }).catch(() => null));
  };
  const pin = (): void => {
    if (certificate === null) return;
    const pinned = { ...source, tls: { pin: certificate.fingerprint } };
    change({ tls: pinned.tls });
    void check(pinned);
  };

  return (
    <>
      {entry.passwordAwaited ? (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>{words.passwordAwaited(entry.title)}</MessageBarTitle>
            {words.passwordAwaitedFix}
          </MessageBarBody>
        </MessageBar>
      ) : null}
      <div ref={address} style={{ display: 'contents' }}>
        <Address source={source} onChange={change} />
      </div>
      <Field label={words.username} hint={words.usernameHint} required>
        <Input value={source.username ?? ''} onChange={(_event, { value }) => change({ username: value })} autoComplete="off" spellCheck={false} />
      </Field>
      <SecretField label={words.password} name={passwordNameOf(draftId, name)} stored={source.password !== undefined} onStored={() => changeDraft((draft) => withPassword(draft, name))} />
      <Trust source={source} onChange={change} onChooseCa={() => void chooseCa()} />
      {certificate === null ? null : <CertificateCard certificate={certificate} onPin={pin} onChooseCa={() => void chooseCa()} onBack={() => address.current?.querySelector('input:not([type=radio])')?.scrollIntoView()} />}
      <CheckList title={words.checks} action={words.check} live={live} kept={kept?.findings ?? null} stale={kept !== null && kept.of !== input} onRun={() => void check()} />
    </>
  );
}

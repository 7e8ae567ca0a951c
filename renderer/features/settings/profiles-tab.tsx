import { Badge, Body1, Button, Caption1, Checkbox, Dialog, DialogActions, DialogBody, DialogContent, DialogSurface, DialogTitle, Field, Input, makeStyles, Menu, MenuItem, MenuList, MenuPopover, MenuTrigger, Subtitle2, Toast, ToastBody, ToastTitle, tokens, useToastController } from '@fluentui/react-components';
import { AddRegular, MoreHorizontalRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { ProfileEntry } from '../../../shared/ipc/state.ts';
import { call, refusalFrom } from '../../api.ts';
import { useAppStore } from '../../frame/app-store.ts';
import { openScreen } from '../../frame/navigation.ts';
import { toasterId } from '../../frame/toasts.ts';
import { useCall } from '../../hooks/use-call.ts';
import { settingsStrings } from '../../strings/settings.ts';
import { editProfile } from '../setup/setup-store.ts';
import type { Refusal } from '../../../shared/ipc/call.ts';

const { profiles: words } = settingsStrings;

const useStyles = makeStyles({
  tab: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL, maxWidth: '880px' },
  list: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, margin: 0, padding: 0, listStyleType: 'none' },
  card: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr) auto', gap: tokens.spacingHorizontalL, alignItems: 'start', padding: tokens.spacingHorizontalL, border: `1px solid ${tokens.colorNeutralStroke2}`, borderRadius: tokens.borderRadiusLarge },
  head: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalS, margin: 0 },
  facts: { display: 'grid', gridTemplateColumns: 'max-content minmax(0, 1fr)', columnGap: tokens.spacingHorizontalL, rowGap: tokens.spacingVerticalXXS, margin: 0, fontSize: tokens.fontSizeBase200, overflowWrap: 'anywhere' },
  fact: { margin: 0 },
  quiet: { color: tokens.colorNeutralForeground2 },
  actions: { display: 'flex', gap: tokens.spacingHorizontalS },
  content: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
});

type Asked = { readonly kind: 'rename' | 'remove'; readonly profile: ProfileEntry };

function Rename({ profile, onClose }: { readonly profile: ProfileEntry; readonly onClose: () => void }) {
  const [name, setName] = useState(profile.name);
  const [problem, setProblem] = useState<Refusal | null>(null);
  const rename = (): void => void call('settings.rename', { profileId: profile.id, name: name.trim() }).then(onClose, (error: unknown) => setProblem(refusalFrom(error)));
  return (
    <DialogBody>
      <DialogTitle>{words.renameTitle}</DialogTitle>
      <DialogContent>
        <Field label={words.name} required {...(problem === null ? {} : { validationState: 'error' as const, validationMessage: `${problem.message} ${problem.fix}` })}>
          <Input value={name} onChange={(_event, { value }) => setName(value)} />
        </Field>
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{words.cancel}</Button>
        <Button appearance="primary" disabled={name.trim() === ''} onClick={rename}>{words.rename}</Button>
      </DialogActions>
    </DialogBody>
  );
}

function Remove({ profile, onClose }: { readonly profile: ProfileEntry; readonly onClose: () => void }) {
  const styles = useStyles();
  const [typed, setTyped] = useState('');
  const [withData, setWithData] = useState(false);
  const [problem, setProblem] = useState<Refusal | null>(null);
  const places = useCall('settings.places', { profileId: profile.id });
  const remove = (): void => void call('settings.remove', { profileId: profile.id, confirm: typed, withData }).then(onClose, (error: unknown) => setProblem(refusalFrom(error)));
  return (
    <DialogBody>
      <DialogTitle>{words.removeTitle(profile.name)}</DialogTitle>
      <DialogContent className={styles.content}>
        <Body1>{words.removeText}</Body1>
        {places.state === 'ready' ? <Checkbox checked={withData} onChange={(_event, { checked }) => setWithData(checked === true)} label={words.removeData(places.value.plans, places.value.resolutions)} /> : null}
        <Field label={words.removeConfirm(profile.name)} required {...(problem === null ? {} : { validationState: 'error' as const, validationMessage: `${problem.message} ${problem.fix}` })}>
          <Input value={typed} onChange={(_event, { value }) => setTyped(value)} />
        </Field>
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{words.cancel}</Button>
        <Button appearance="primary" disabled={typed === ''} onClick={remove}>{words.remove}</Button>
      </DialogActions>
    </DialogBody>
  );
}

function Card({ profile, active, onAsk }: { readonly profile: ProfileEntry; readonly active: boolean; readonly onAsk: (asked: Asked) => void }) {
  const styles = useStyles();
  const { dispatchToast } = useToastController(toasterId);
  const places = useCall('settings.places', { profileId: profile.id });
  const save = async (): Promise<void> => {
    try {
      const chosen = await call('app.chooseSaveFile', { suggestedName: `${profile.id}.json` });
      if (chosen === null) return;
      const { path } = await call('settings.export', { profileId: profile.id, path: chosen.path });
      dispatchToast(<Toast><ToastTitle>{words.exported}</ToastTitle><ToastBody>{path}</ToastBody></Toast>, { intent: 'success' });
    } catch (error) {
      const { message, fix } = refusalFrom(error);
      dispatchToast(<Toast><ToastTitle>{message}</ToastTitle><ToastBody>{fix}</ToastBody></Toast>, { intent: 'error', timeout: -1 });
    }
  };
  const facts = [
    [words.from, profile.sourceName],
    [words.to, profile.targetName],
    ...(places.state === 'ready' ? [[words.file, places.value.profile], [words.data, places.value.dataFolder]] : []),
  ] as const;
  return (
    <li className={styles.card} data-profile={profile.id}>
      <div className={styles.content}>
        <Subtitle2 as="h2" className={styles.head}>
          {profile.name}
          {active ? <Badge appearance="tint" color="success">{words.active}</Badge> : null}
        </Subtitle2>
        <dl className={styles.facts}>
          {facts.map(([name, value]) => [
            <dt key={`${name} name`} className={styles.quiet}>{name}</dt>,
            <dd key={`${name} value`} className={styles.fact}>{value}</dd>,
          ])}
        </dl>
      </div>
      <div className={styles.actions}>
        {active ? null : <Button onClick={() => void call('profiles.activate', { profileId: profile.id })}>{words.activate}</Button>}
        <Button onClick={() => void editProfile(profile.id)}>{words.edit}</Button>
        <Menu positioning="below-end">
          <MenuTrigger disableButtonEnhancement>
            <Button icon={<MoreHorizontalRegular />} aria-label={words.more(profile.name)} />
          </MenuTrigger>
          <MenuPopover>
            <MenuList>
              <MenuItem onClick={() => onAsk({ kind: 'rename', profile })}>{words.rename}</MenuItem>
              <MenuItem onClick={() => void save()}>{words.export}</MenuItem>
              <MenuItem onClick={() => onAsk({ kind: 'remove', profile })}>{words.remove}</MenuItem>
            </MenuList>
          </MenuPopover>
        </Menu>
      </div>
    </li>
  );
}

/** Forests and tenants: switch, change, rename, export, remove. */
export function ProfilesTab() {
  const styles = useStyles();
  const app = useAppStore((store) => store.app);
  const [asked, setAsked] = useState<Asked | null>(null);
  if (app === null) return null;
  return (
    <div className={styles.tab}>
      <Caption1 className={styles.quiet}>{words.lead}</Caption1>
      <ul className={styles.list}>
        {app.profiles.map((profile) => (
          <Card key={`${profile.id} ${profile.name}`} profile={profile} active={profile.id === app.activeProfileId} onAsk={setAsked} />
        ))}
      </ul>
      <Button icon={<AddRegular />} style={{ alignSelf: 'start' }} onClick={() => openScreen('setup')}>{words.add}</Button>
      {asked === null ? null : (
        <Dialog open onOpenChange={(_event, { open }) => { if (!open) setAsked(null); }}>
          <DialogSurface>{asked.kind === 'rename' ? <Rename profile={asked.profile} onClose={() => setAsked(null)} /> : <Remove profile={asked.profile} onClose={() => setAsked(null)} />}</DialogSurface>
        </Dialog>
      )}
    </div>
  );
}


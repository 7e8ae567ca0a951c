import { Button, Caption1, Dialog, DialogSurface, Input, makeStyles, mergeClasses, tokens, Tooltip } from '@fluentui/react-components';
import { SearchRegular } from '@fluentui/react-icons';
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import type { AppState } from '../../shared/ipc/state.ts';
import { call } from '../api.ts';
import { useCall } from '../hooks/use-call.ts';
import { useDebounced } from '../hooks/use-debounced.ts';
import { frameStrings } from '../strings/frame.ts';
import { objectStrings } from '../strings/objects.ts';
import { useAppStore } from './app-store.ts';
import { openScreen } from './navigation.ts';
import { railScreens } from './screens.ts';
import { useStartRun } from './start-run.tsx';

const { palette: words } = objectStrings;
const objectsShown = 8;

const useStyles = makeStyles({
  surface: { padding: 0, maxWidth: '640px', alignSelf: 'start', marginTop: '12vh', overflow: 'hidden' },
  input: { width: '100%', padding: tokens.spacingHorizontalM, boxSizing: 'border-box' },
  list: { maxHeight: '48vh', overflowY: 'auto', padding: `0 ${tokens.spacingHorizontalS} ${tokens.spacingHorizontalS}` },
  group: { padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM} ${tokens.spacingVerticalXS}`, color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  entry: { display: 'flex', alignItems: 'baseline', justifyContent: 'space-between', gap: tokens.spacingHorizontalM, padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`, borderRadius: tokens.borderRadiusMedium, cursor: 'pointer', ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover } },
  active: { backgroundColor: tokens.colorNeutralBackground1Selected },
  hint: { color: tokens.colorNeutralForeground2, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  foot: { padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL}`, borderTop: `1px solid ${tokens.colorNeutralStroke2}`, color: tokens.colorNeutralForeground2 },
});

type Entry = { readonly id: string; readonly group: keyof typeof words.groups; readonly name: string; readonly hint: string; readonly run: () => void };

/** Screens and commands that a text fits, as far as they make sense now. */
function entriesOf(app: AppState, text: string, startRun: ReturnType<typeof useStartRun>): readonly Entry[] {
  const start = (profile: 'sync' | 'preview', full: boolean) => (): void => startRun(profile, full);
  const { run } = app;
  const commands: readonly (readonly [string, () => void])[] = [
    ...(run === null ? ([[words.sync, start('sync', false)], [words.preview, start('preview', false)], [words.full, start('sync', true)]] as const) : ([[words.cancel, () => void call('runs.cancel', { runId: run.runId })]] as const)),
    ...(['system', 'light', 'dark'] as const).map((theme) => [words[theme], () => void call('app.setTheme', { theme })] as const),
    [words.setup, () => openScreen('setup')],
    [words.diagnostics, () => void call('app.exportDiagnostics', null)],
  ];
  const all: readonly Entry[] = [
    ...railScreens.map(({ id }) => ({ id: `screen ${id}`, group: 'screens' as const, name: frameStrings.screens[id], hint: '', run: () => openScreen(id) })),
    ...commands.map(([name, run_]) => ({ id: `command ${name}`, group: 'commands' as const, name, hint: '', run: run_ })),
  ];
  const wanted = text.trim().toLowerCase();
  return all.filter(({ name }) => wanted === '' || wanted.split(/\s+/).every((word) => name.toLowerCase().includes(word)));
}

function Palette({ app, onClose }: { readonly app: AppState; readonly onClose: () => void }) {
  const styles = useStyles();
  const listId = useId();
  const [text, setText] = useState('');
  const [active, setActive] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const asked = useDebounced(text.trim(), 150);
  const found = useCall('objects.page', asked === '' || app.activeProfileId === null ? undefined : { profileId: app.activeProfileId, filter: { text: asked, state: null, kind: null }, offset: 0, limit: objectsShown });
  const objects: readonly Entry[] = asked === '' || found.state !== 'ready' ? [] : found.value.rows.map(({ key, name, account, state }) => ({ id: `object ${key}`, group: 'objects' as const, name, hint: `${account === '' ? '' : `${account} · `}${objectStrings.states[state]}`, run: () => openScreen('objects', { query: key, text: name }) }));
  const startRun = useStartRun(app.activeProfileId ?? '');
  const entries = [...entriesOf(app, text, startRun), ...objects];
  const at = Math.min(active, entries.length - 1);
  useEffect(() => {
    list.current?.querySelector(`[data-index="${at}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [at]);
  const open = (entry: Entry | undefined): void => {
    if (entry === undefined) return;
    onClose();
    entry.run();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown') setActive(Math.min(at + 1, entries.length - 1));
    else if (event.key === 'ArrowUp') setActive(Math.max(at - 1, 0));
    else if (event.key === 'Enter') open(entries[at]);
    else return;
    event.preventDefault();
  };
  return (
    <>
      <div className={styles.input}>
        <Input autoFocus style={{ width: '100%' }} size="large" contentBefore={<SearchRegular />} value={text} placeholder={words.placeholder} role="combobox" aria-label={words.label} aria-expanded aria-controls={listId} aria-activedescendant={entries.length === 0 ? undefined : `${listId}-${at}`} onKeyDown={onKeyDown} onChange={(_event, { value }) => { setText(value); setActive(0); }} />
      </div>
      <div ref={list} id={listId} role="listbox" aria-label={words.label} tabIndex={0} className={styles.list}>
        {entries.length === 0 ? <div role="option" aria-selected={false} className={styles.group}>{words.none}</div> : null}
        {entries.map((entry, index) => (
          <div key={entry.id} role="presentation">
            {entries[index - 1]?.group === entry.group ? null : <div role="presentation" className={styles.group}>{words.groups[entry.group]}</div>}
            <div id={`${listId}-${index}`} role="option" aria-selected={index === at} data-index={index} className={mergeClasses(styles.entry, index === at && styles.active)} onClick={() => open(entry)}>
              <span>{entry.name}</span>
              <span className={styles.hint}>{entry.hint}</span>
            </div>
          </div>
        ))}
      </div>
      <div className={styles.foot}>
        <Caption1>{words.keys}</Caption1>
      </div>
    </>
  );
}

/** Ctrl or Cmd K: any screen, command or object. */
export function CommandPalette() {
  const styles = useStyles();
  const app = useAppStore((store) => store.app);
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const hear = (event: globalThis.KeyboardEvent): void => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'k') return;
      event.preventDefault();
      setOpen((before) => !before);
    };
    window.addEventListener('keydown', hear);
    return () => window.removeEventListener('keydown', hear);
  }, []);
  if (app === null) return null;
  return (
    <>
      <Tooltip content={`${words.label} (${words.shortcut})`} relationship="description">
        <Button appearance="subtle" icon={<SearchRegular />} onClick={() => setOpen(true)}>
          {words.open}
        </Button>
      </Tooltip>
      <Dialog open={open} onOpenChange={(_event, data) => setOpen(data.open)}>
        <DialogSurface className={styles.surface} aria-label={words.label}>
          <Palette app={app} onClose={() => setOpen(false)} />
        </DialogSurface>
      </Dialog>
    </>
  );
}

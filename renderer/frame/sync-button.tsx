import { Button, Menu, MenuItem, MenuList, MenuPopover, MenuTrigger, SplitButton } from '@fluentui/react-components';
import { ArrowSyncRegular, DismissRegular, EyeRegular } from '@fluentui/react-icons';
import { call } from '../api.ts';
import { frameStrings } from '../strings/frame.ts';
import { useActiveProfile, useAppStore } from './app-store.ts';
import { openScreen } from './navigation.ts';
import { useReport, useStartRun } from './start-run.tsx';

/** Sync now, with the other ways to run; a preview where nobody has seen yet what a changed profile does; while a run is under way, the way to stop it. */
export function SyncButton() {
  const active = useActiveProfile();
  const run = useAppStore(({ app }) => app?.run ?? null);
  const unseen = useAppStore(({ app }) => app?.status?.changed === 'unseen');
  const report = useReport();
  const start = useStartRun(active?.id ?? '');
  if (active === null) return null;
  if (run !== null) {
    return (
      <Button icon={<DismissRegular />} disabled={run.state === 'cancelling'} onClick={() => void call('runs.cancel', { runId: run.runId }).catch(report)}>
        {frameStrings.cancelRun}
      </Button>
    );
  }
  return (
    <Menu positioning="below-end">
      <MenuTrigger disableButtonEnhancement>
        {(trigger) => (
          <SplitButton appearance="primary" icon={unseen ? <EyeRegular /> : <ArrowSyncRegular />} menuButton={{ ...trigger, 'aria-label': frameStrings.moreSync }} primaryActionButton={{ onClick: () => start(unseen ? 'preview' : 'sync') }}>
            {unseen ? frameStrings.previewChange : frameStrings.syncNow}
          </SplitButton>
        )}
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          <MenuItem onClick={() => start('preview')}>{frameStrings.preview}</MenuItem>
          <MenuItem onClick={() => openScreen('objects')}>{frameStrings.syncObject}</MenuItem>
          <MenuItem onClick={() => start('sync', true)}>{frameStrings.fullSync}</MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}

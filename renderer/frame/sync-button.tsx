import { Button, Menu, MenuItem, MenuList, MenuPopover, MenuTrigger, SplitButton, Toast, ToastBody, ToastTitle, useToastController } from '@fluentui/react-components';
import { ArrowSyncRegular, DismissRegular } from '@fluentui/react-icons';
import type { WholeRun } from '../../shared/run.ts';
import { call, refusalFrom } from '../api.ts';
import { frameStrings } from '../strings/frame.ts';
import { useActiveProfile, useAppStore } from './app-store.ts';
import { openScreen } from './navigation.ts';
import { toasterId } from './toasts.ts';

/** Sync now, with the other ways to run; while a run is under way, the way to stop it. */
export function SyncButton() {
  const active = useActiveProfile();
  const run = useAppStore(({ app }) => app?.run ?? null);
  const { dispatchToast } = useToastController(toasterId);
  if (active === null) return null;
  const report = (error: unknown): void => {
    const { message, fix } = refusalFrom(error);
    dispatchToast(<Toast><ToastTitle>{message}</ToastTitle><ToastBody>{fix}</ToastBody></Toast>, { intent: 'error', timeout: -1 });
  };
  const start = (profile: WholeRun, full = false): void => {
    call('runs.start', { profileId: active.id, profile, full, approve: null }).then(({ runId }) => openScreen('runs', { run: runId }), report);
  };
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
          <SplitButton appearance="primary" icon={<ArrowSyncRegular />} menuButton={{ ...trigger, 'aria-label': frameStrings.moreSync }} primaryActionButton={{ onClick: () => start('sync') }}>
            {frameStrings.syncNow}
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

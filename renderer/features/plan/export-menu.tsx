import { Button, Menu, MenuItem, MenuList, MenuPopover, MenuTrigger, ProgressBar, Toast, ToastBody, ToastTitle, useToastController } from '@fluentui/react-components';
import { ArrowDownloadRegular } from '@fluentui/react-icons';
import { useRef, useState } from 'react';
import { call, refusalFrom } from '../../api.ts';
import { toasterId } from '../../frame/toasts.ts';
import { useEvent } from '../../hooks/use-event.ts';
import { planStrings } from '../../strings/plan.ts';
import type { PlanQuery } from './plan-filter.ts';

const { actionsBar: words } = planStrings;
const operation = 'plan.export';

/** Saves what the table shows, as CSV or as HTML. */
export function ExportMenu({ profileId, planId, query, disabled }: { readonly profileId: string; readonly planId: string; readonly query: PlanQuery; readonly disabled: boolean }) {
  const { dispatchToast } = useToastController(toasterId);
  const [progress, setProgress] = useState<{ readonly done: number; readonly total: number } | null>(null);
  const busy = useRef(false);
  useEvent('operation.progress', (event) => {
    if (event.operation === operation && busy.current) setProgress({ done: event.done, total: event.total ?? 0 });
  });
  const save = async (format: 'csv' | 'html'): Promise<void> => {
    try {
      const chosen = await call('app.chooseSaveFile', { suggestedName: `causeway-plan-${planId.slice(0, 8)}.${format}` });
      if (chosen === null) return;
      busy.current = true;
      setProgress({ done: 0, total: 0 });
      const { path, rows } = await call('plan.export', { profileId, planId, filter: query.filter, sort: query.sort, format, path: chosen.path, operation });
      dispatchToast(<Toast><ToastTitle>{words.exported(rows)}</ToastTitle><ToastBody>{path}</ToastBody></Toast>, { intent: 'success' });
    } catch (error) {
      const { kind, message, fix } = refusalFrom(error);
      if (kind !== 'cancelled') dispatchToast(<Toast><ToastTitle>{message}</ToastTitle><ToastBody>{fix}</ToastBody></Toast>, { intent: 'error', timeout: -1 });
    } finally {
      busy.current = false;
      setProgress(null);
    }
  };
  if (progress !== null) {
    return (
      <span style={{ display: 'flex', alignItems: 'center', gap: 8 }}>
        <ProgressBar style={{ width: 120 }} aria-label={words.exporting(progress.done, progress.total)} {...(progress.total === 0 ? {} : { value: progress.done, max: progress.total })} />
        <Button onClick={() => void call('plan.stopExport', { operation })}>{words.stop}</Button>
      </span>
    );
  }
  return (
    <Menu positioning="below-end">
      <MenuTrigger disableButtonEnhancement>
        <Button icon={<ArrowDownloadRegular />} disabled={disabled}>
          {words.export}
        </Button>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          <MenuItem onClick={() => void save('csv')}>{words.csv}</MenuItem>
          <MenuItem onClick={() => void save('html')}>{words.html}</MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}

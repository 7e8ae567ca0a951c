import { create } from 'zustand';
import type { Refusal } from '../../../../shared/ipc/call.ts';
import type { ConnectReport } from '../../../../shared/ipc/setup.ts';
import { call, refusalFrom } from '../../../api.ts';
import { openScreen } from '../../../frame/navigation.ts';
import { entraConnectStrings as words } from '../../../strings/entra-connect.ts';
import { useSetupStore } from '../setup-store.ts';

/** Choosing an export, reading it, and its report. `closed`: the page is not shown. */
type ConnectState = { readonly step: 'closed' | 'choose' | 'reading' } | { readonly step: 'report'; readonly report: ConnectReport };

export const useConnectStore = create<{ readonly state: ConnectState; readonly problem: Refusal | null }>(() => ({ state: { step: 'closed' }, problem: null }));

export function showConnect(step: 'closed' | 'choose'): void {
  useConnectStore.setState({ state: { step }, problem: null });
}

/** Reads what was chosen. Answers false when it is no export of Entra Connect. */
export async function readExport(path: string): Promise<boolean> {
  useConnectStore.setState({ state: { step: 'reading' }, problem: null });
  try {
    const report = await call('setup.readExport', { path });
    useConnectStore.setState({ state: report === null ? { step: 'choose' } : { step: 'report', report } });
    return report !== null;
  } catch (error) {
    useConnectStore.setState({ state: { step: 'choose' }, problem: refusalFrom(error) });
    return true;
  }
}

export async function chooseExport(purpose: 'connectFolder' | 'connectFile'): Promise<void> {
  const chosen = await call('app.chooseFile', { purpose });
  if (chosen === null || (await readExport(chosen.path))) return;
  useConnectStore.setState({ problem: { kind: 'usage', message: words.noExport(chosen.path), fix: words.noExportFix, field: null } });
}

/** Puts what the report showed into a new setup. */
export async function goOnWithExport(): Promise<void> {
  try {
    const draft = await call('setup.useExport', null);
    useSetupStore.setState({ draft, loaded: true, welcome: false, problem: null });
    showConnect('closed');
    openScreen('setup');
  } catch (error) {
    useConnectStore.setState({ problem: refusalFrom(error) });
  }
}

import { call } from '../../api.ts';
import { openScreen } from '../../frame/navigation.ts';
import { readExport, showConnect } from './entra-connect/connect-store.ts';
import { failed, useSetupStore } from './setup-store.ts';

/** Begins a setup with a profile file. An export of Entra Connect is shown with its report first. */
export async function importSetup(): Promise<void> {
  try {
    const chosen = await call('app.chooseFile', { purpose: 'profile' });
    if (chosen === null) return;
    if (await readExport(chosen.path)) return openScreen('setup');
    showConnect('closed');
    const { draft } = await call('setup.import', chosen);
    useSetupStore.setState({ draft, welcome: false, problem: null });
    openScreen('setup');
  } catch (error) {
    failed(error);
  }
}

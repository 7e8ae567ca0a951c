import { ipcMain, type BrowserWindow, type IpcMainInvokeEvent } from 'electron';
import { Problem } from '../../shared/errors.ts';
import type { Answer } from '../../shared/ipc/call.ts';
import { callNames, nounOf, shellNouns, type CallName } from '../../shared/ipc/contract.ts';
import type { AppCalls } from '../../shared/ipc/app.ts';
import { schemas } from '../../shared/ipc/schemas/all.ts';
import { answerOf } from '../worker/refusal.ts';
import { appHandlers, type AppHandlerContext } from './app-handlers.ts';
import { appOrigin } from './content.ts';
import { createOpenGrants, createSaveGrants } from './file-grants.ts';
import { originOf } from './guards.ts';
import type { ShellLog } from './log.ts';
import { send } from './send.ts';
import type { Workers } from './workers.ts';

export type IpcContext = Omit<AppHandlerContext, 'grants' | 'openGrants'> & { readonly workers: Workers; readonly log: ShellLog; readonly window: () => BrowserWindow | null };

const writesFile = ['plan.export', 'health.export', 'settings.export'] as const satisfies readonly CallName[];

/** Calls that read whatever a folder or file holds. */
const readsChosen = ['setup.readExport'] as const satisfies readonly CallName[];

/** Only the main frame of our own page may ask. */
function isOwnPage({ senderFrame }: IpcMainInvokeEvent): boolean {
  return senderFrame !== null && senderFrame.parent === null && originOf(senderFrame.url) === appOrigin;
}

/** Registers every call of the contract, each behind the same two checks: who asks, and what. The only place with ipcMain. */
export function registerIpc(context: IpcContext): void {
  const { workers, state, log, window } = context;
  const grants = createSaveGrants();
  const openGrants = createOpenGrants();
  const own = appHandlers({ ...context, grants, openGrants }) as { readonly [Name in keyof AppCalls]: (input: unknown) => unknown };

  const checked = (name: CallName, event: IpcMainInvokeEvent, input: unknown): unknown => {
    if (!isOwnPage(event)) {
      log('error', `${name} was asked by ${event.senderFrame?.url ?? 'a frame that is gone'} and refused`);
      throw new Problem('permission', `${name} may be asked by Causeway's own window only.`, 'Close the page that asked.');
    }
    const parsed = schemas[name].safeParse(input);
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    const where = issue?.path.join('.') ?? '';
    log('error', `${name} was asked with an input that does not fit (${where})`);
    throw new Problem('usage', `The input of ${name} does not fit: ${where === '' ? '' : `${where}: `}${issue?.message ?? 'unknown'}.`, 'Correct the input.');
  };
  /** Calls about files outside the app's own folder: only about those that the person chose. */
  const useGrant = (name: CallName, input: unknown): void => {
    if (writesFile.some((each) => each === name)) grants.use((input as { readonly path: string }).path);
    if (readsChosen.some((each) => each === name)) openGrants.use((input as { readonly path: string }).path);
  };
  const answer = async (name: CallName, event: IpcMainInvokeEvent, input: unknown): Promise<Answer<unknown>> => {
    const check = await answerOf(() => checked(name, event, input));
    if (!check.ok) return check;
    if (shellNouns.some((noun) => noun === nounOf(name))) return await answerOf(() => own[name as keyof AppCalls](check.value));
    const chosen = await answerOf(() => useGrant(name, check.value));
    return chosen.ok ? await workers.call(name, check.value) : chosen;
  };

  for (const name of callNames) ipcMain.handle(name, (event, input: unknown) => answer(name, event, input));

  state.onChange((now) => send(window(), 'state', now));
  workers.onEvent((name, value) => send(window(), name, value));
}

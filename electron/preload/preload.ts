import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron';
import { callNames } from '../../shared/ipc/contract.ts';
import { eventNames, type EventName } from '../../shared/ipc/events.ts';

/** Named methods per noun, made from the contract's list of names: `causeway.plan.page(input)`. There is no generic send. */
function methods(): Record<string, Record<string, (input: unknown) => Promise<unknown>>> {
  const nouns: Record<string, Record<string, (input: unknown) => Promise<unknown>>> = {};
  for (const name of callNames) {
    const [noun = '', verb = ''] = name.split('.');
    (nouns[noun] ??= {})[verb] = (input) => ipcRenderer.invoke(name, input);
  }
  return nouns;
}

/** The listener gets the value only, never the event, which would hand out ipcRenderer. */
function on(name: EventName, listener: (value: unknown) => void): () => void {
  if (!eventNames.includes(name)) throw new Error(`there is no event ${String(name)}`);
  const hear = (_event: IpcRendererEvent, value: unknown): void => listener(value);
  ipcRenderer.on(name, hear);
  return () => void ipcRenderer.removeListener(name, hear);
}

contextBridge.exposeInMainWorld('causeway', { ...methods(), on });

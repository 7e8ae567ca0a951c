import type { IpcMainInvokeEvent } from 'electron';
import type { InvokeAnswer } from './page-script.ts';
import type { HostWebContents } from './web-contents.ts';

type Frame = { readonly url: string; readonly parent: { readonly url: string } | null };
type Listener = (event: IpcMainInvokeEvent, ...args: readonly unknown[]) => unknown;

const handlers = new Map<string, Listener>();

/** https://www.electronjs.org/docs/latest/api/ipc-main */
export const ipcMain = {
  handle(channel: string, listener: Listener): void {
    if (handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`);
    handlers.set(channel, listener);
  },
};

/** Electron passes on an error's message only; so does this. */
export async function answerInvoke(channel: string, event: { readonly senderFrame: Frame; readonly sender: HostWebContents }, args: readonly unknown[]): Promise<InvokeAnswer> {
  const handler = handlers.get(channel);
  if (handler === undefined) return { ok: false, message: `No handler registered for '${channel}'` };
  try {
    return { ok: true, value: structuredClone(await handler(event as unknown as IpcMainInvokeEvent, ...args)) };
  } catch (error) {
    return { ok: false, message: String(error) };
  }
}

import type { BrowserWindow } from 'electron';
import type { AppEvents, EventName } from '../../shared/ipc/events.ts';

/** The only way to the window: an event of the contract with its value. */
export function send<Name extends EventName>(window: BrowserWindow | null, name: Name, value: AppEvents[Name]): void {
  if (window !== null && !window.isDestroyed()) window.webContents.send(name, value);
}

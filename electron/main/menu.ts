import { app, Menu, type MenuItemConstructorOptions } from 'electron';
import { openExternalAddress } from './external-links.ts';
import { send } from './send.ts';
import type { ShellState } from './state.ts';
import { syncOrShow } from './sync-now.ts';
import type { Windows } from './window.ts';
import type { Workers } from './workers.ts';

const documentation = 'https://learn.microsoft.com/entra/identity/hybrid/';

/** The native menu: what the platform expects, and the screens. */
export function setMenu({ windows, workers, state }: { readonly windows: Windows; readonly workers: Workers; readonly state: ShellState }): void {
  const show = (screen: string): void => {
    windows.show();
    send(windows.current(), 'navigate', { screen });
  };
  const screens = ['home', 'plan', 'runs', 'conflicts', 'objects', 'rules', 'health', 'settings'] as const;
  const template: MenuItemConstructorOptions[] = [
    ...(process.platform === 'darwin' ? [{ role: 'appMenu' } as const] : []),
    {
      label: '&Causeway',
      submenu: [
        { label: 'Sync now', accelerator: 'CmdOrCtrl+Shift+S', click: () => void syncOrShow({ windows, workers, state }) },
        { label: 'Set up another profile', click: () => show('setup') },
        { type: 'separator' },
        { label: 'Quit', accelerator: 'CmdOrCtrl+Q', click: () => app.quit() },
      ],
    },
    { role: 'editMenu' },
    {
      label: '&View',
      submenu: [
        ...screens.map((screen, index): MenuItemConstructorOptions => ({ label: screen.charAt(0).toUpperCase() + screen.slice(1), accelerator: `CmdOrCtrl+${index + 1}`, click: () => show(screen) })),
        { type: 'separator' },
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { role: 'togglefullscreen' },
        ...(app.isPackaged ? [] : [{ role: 'toggleDevTools' } as const]),
      ],
    },
    { role: 'windowMenu' },
    { role: 'help', submenu: [{ label: 'Microsoft Entra hybrid identity', click: () => void openExternalAddress(documentation) }] },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}

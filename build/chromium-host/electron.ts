/** What `import … from 'electron'` gives in the chromium host. */
export { app } from './app.ts';
export { BrowserWindow } from './window.ts';
export { ipcMain } from './ipc.ts';
export { protocol, session } from './protocol.ts';
export { safeStorage } from './safe-storage.ts';
export { clipboard, dialog, Menu, nativeImage, nativeTheme, Notification, powerMonitor, screen, shell, Tray } from './system.ts';
export { utilityProcess } from './utility-process.ts';

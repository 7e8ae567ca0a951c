import { EventEmitter } from 'node:events';
import type { MenuItemConstructorOptions, OpenDialogReturnValue, Rectangle, SaveDialogReturnValue } from 'electron';

/** What the app showed by means of the operating system, for tests to look at. */
export const shown = {
  external: [] as string[],
  notifications: [] as { readonly title: string; readonly body: string }[],
  clipboard: '',
};

export const shell = {
  openExternal(url: string): Promise<void> {
    shown.external.push(url);
    return Promise.resolve();
  },
};

export const clipboard = {
  writeText(text: string): void {
    shown.clipboard = text;
  },
};

/** There are no native dialogs: a test replaces these, as it does with Electron's. */
export const dialog = {
  showOpenDialog: (..._options: readonly unknown[]): Promise<OpenDialogReturnValue> => Promise.resolve({ canceled: true, filePaths: [] }),
  showSaveDialog: (..._options: readonly unknown[]): Promise<SaveDialogReturnValue> => Promise.resolve({ canceled: true, filePath: '' }),
};

export const nativeTheme = { themeSource: 'system' };

export class Notification extends EventEmitter {
  private readonly options: { readonly title: string; readonly body: string };

  constructor(options: { readonly title: string; readonly body: string }) {
    super();
    this.options = options;
  }

  static isSupported(): boolean {
    return true;
  }

  show(): void {
    shown.notifications.push(this.options);
  }
}

export class Menu {
  static applicationMenu: Menu | null = null;
  readonly items: readonly MenuItemConstructorOptions[];

  constructor(items: readonly MenuItemConstructorOptions[]) {
    this.items = items;
  }

  static buildFromTemplate(template: readonly MenuItemConstructorOptions[]): Menu {
    return new Menu(template);
  }

  static setApplicationMenu(menu: Menu): void {
    Menu.applicationMenu = menu;
  }
}

export class Tray extends EventEmitter {
  static readonly all: Tray[] = [];
  toolTip = '';
  menu: Menu | null = null;

  constructor(_image: unknown) {
    super();
    Tray.all.push(this);
  }

  setToolTip(text: string): void {
    this.toolTip = text;
  }

  setContextMenu(menu: Menu): void {
    this.menu = menu;
  }
}

export const nativeImage = { createFromPath: (path: string): { readonly path: string } => ({ path }) };

export const screen = { getDisplayMatching: (_place: Rectangle): { readonly workArea: Rectangle } => ({ workArea: { x: 0, y: 0, width: 3840, height: 2160 } }) };

export const powerMonitor = new EventEmitter();

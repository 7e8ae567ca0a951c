import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { appSettingsSchema, defaultAppSettings, type AppSettings } from '../../shared/app-settings.ts';

/** `broken`: where the unreadable file was put aside; null when it is in order. */
export type ReadSettings = { readonly settings: AppSettings; readonly broken: string | null };

export function appSettingsPath(root: string): string {
  return join(root, 'app', 'settings.json');
}

/** The app's settings; defaults where there is no file. One that cannot be used is put aside, not lost. */
export function readAppSettings(root: string): ReadSettings {
  const path = appSettingsPath(root);
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return { settings: defaultAppSettings, broken: null };
  }
  try {
    return { settings: appSettingsSchema.parse(JSON.parse(text)), broken: null };
  } catch {
    const aside = `${path}.broken-${new Date().toISOString().replaceAll(':', '-').slice(0, 19)}`;
    renameSync(path, aside);
    return { settings: defaultAppSettings, broken: aside };
  }
}

/** Replaces the file as a whole; a crash leaves the old one or the new one. */
export function writeAppSettings(root: string, settings: AppSettings): void {
  const path = appSettingsPath(root);
  mkdirSync(join(root, 'app'), { recursive: true, mode: 0o700 });
  const next = `${path}.new`;
  const handle = openSync(next, 'w', 0o600);
  try {
    writeFileSync(handle, `${JSON.stringify(appSettingsSchema.parse(settings), null, 2)}\n`);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(next, path);
}

/** Changes a part and leaves the others as they are. */
export function changeAppSettings(root: string, change: Partial<AppSettings>): AppSettings {
  const settings = { ...readAppSettings(root).settings, ...change };
  writeAppSettings(root, settings);
  return settings;
}

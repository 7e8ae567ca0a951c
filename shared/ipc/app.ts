import { complete, type Call } from './call.ts';
import type { AppState, ThemeChoice } from './state.ts';

export type AppInfo = { readonly version: string; readonly platform: string; readonly shell: 'electron' | 'chromium-host'; readonly shellVersion: string; readonly folder: string; /** How the command line is started from a scheduler. */ readonly program: readonly [string, ...string[]] };

export const filePurposes = ['profile', 'caFile', 'certificate', 'privateKey', 'connectFolder', 'connectFile'] as const;
export type FilePurpose = (typeof filePurposes)[number];

/** Answered by the main process itself: what only the shell can do. */
export type AppCalls = {
  'app.info': Call<null, AppInfo>;
  'app.state': Call<null, AppState>;
  'app.setTheme': Call<{ readonly theme: ThemeChoice }, null>;
  /** Opens an https address of the allow-list in the system's browser. */
  'app.openExternal': Call<{ readonly url: string }, null>;
  /** Puts text on the clipboard. */
  'app.copy': Call<{ readonly text: string }, null>;
  /** A file picker, for `connectFolder` a folder picker; null when it was cancelled. */
  'app.chooseFile': Call<{ readonly purpose: FilePurpose }, { readonly path: string } | null>;
  /** Where to save an export; null when it was cancelled. */
  'app.chooseSaveFile': Call<{ readonly suggestedName: string }, { readonly path: string } | null>;
  /** Encrypts a secret with the operating system's key store. Nothing ever reads it back to the renderer. */
  'app.storeSecret': Call<{ readonly name: string; readonly value: string }, { readonly stored: true; readonly protectedBy: string }>;
  'app.forgetSecret': Call<{ readonly name: string }, null>;
  /** Writes a zip with logs, settings and facts, without secrets. */
  'app.exportDiagnostics': Call<null, { readonly path: string } | null>;
};

export const appCalls = complete<AppCalls>()(['app.info', 'app.state', 'app.setTheme', 'app.openExternal', 'app.copy', 'app.chooseFile', 'app.chooseSaveFile', 'app.storeSecret', 'app.forgetSecret', 'app.exportDiagnostics']);

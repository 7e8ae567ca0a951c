import { expect, it, vi } from 'vitest';

vi.mock('electron', () => ({ app: {}, protocol: {}, screen: {} }));
const { webPreferences } = await import('../../../electron/main/window.ts');

it('the window has exactly these preferences', () => {
  expect(webPreferences('/app/preload.cjs', true)).toEqual({
    preload: '/app/preload.cjs',
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    webviewTag: false,
    navigateOnDragDrop: false,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    spellcheck: false,
    devTools: false,
  });
  expect(webPreferences('/app/preload.cjs', false).devTools).toBe(true);
});

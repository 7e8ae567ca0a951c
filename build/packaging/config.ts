import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Configuration } from 'electron-builder';
import { fuses } from './fuses.ts';

const root = join(import.meta.dirname, '..', '..');
const nativeModule = 'node_modules/better-sqlite3';

/** Everything else is inside the bundles of dist/app, so that no module of npm goes along twice. */
function bundledModules(): readonly string[] {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as { readonly packages: Readonly<Record<string, { readonly dev?: boolean }>> };
  return Object.entries(lock.packages)
    .filter(([path, { dev }]) => path.startsWith('node_modules/') && dev !== true && path !== nativeModule)
    .map(([path]) => `!${path}/**`);
}

/** https://www.electron.build/configuration; signing is taken from the environment, as electron-builder documents it. */
export const packaging: Configuration = {
  appId: 'org.causeway.desktop',
  productName: 'Causeway',
  copyright: 'MIT licence',
  directories: { output: 'dist/packages', buildResources: 'build/icons' },
  icon: 'build/icons/icon.png',
  asar: true,
  // better-sqlite3 brings a binary per platform that fits every Node.js and Electron (Node-API): nothing to compile.
  npmRebuild: false,
  files: [
    'dist/app/**',
    'package.json',
    ...bundledModules(),
    `!${nativeModule}/{deps,src}/**`,
    `!${nativeModule}/{binding.gyp,README.md}`,
    `!${nativeModule}/prebuilds/!(\${platform}*-\${arch}.node)`,
  ],
  asarUnpack: [`${nativeModule}/prebuilds/*.node`],
  electronLanguages: ['en-US'],
  electronFuses: fuses,
  extraMetadata: { main: 'dist/app/main.js' },
  win: { target: [{ target: 'nsis' }, { target: 'msi' }] },
  nsis: { oneClick: false, perMachine: true, allowToChangeInstallationDirectory: true, deleteAppDataOnUninstall: false },
  msi: { oneClick: false, perMachine: true },
  mac: { target: [{ target: 'dmg', arch: ['x64', 'arm64'] }], category: 'public.app-category.utilities', hardenedRuntime: true, entitlements: 'build/packaging/entitlements.plist', entitlementsInherit: 'build/packaging/entitlements.plist' },
  linux: { target: ['deb', 'rpm', 'AppImage'], category: 'System', executableName: 'causeway', synopsis: 'Synchronize Active Directory to Microsoft Entra ID', maintainer: 'Causeway maintainers <maintainers@causeway.invalid>', vendor: 'Causeway' },
  publish: null,
};

/** `npm run package [-- --dir] [-- --win|--mac|--linux]`: installers in dist/packages, for this platform unless another is named. */
import { build, Platform } from 'electron-builder';
import { buildApp } from '../app/bundles.ts';
import { fetchElectronBinary } from '../app/electron-binary.ts';
import { packaging } from './config.ts';

const wanted = process.argv.slice(2);
const named = [
  ...(wanted.includes('--win') ? [Platform.WINDOWS] : []),
  ...(wanted.includes('--mac') ? [Platform.MAC] : []),
  ...(wanted.includes('--linux') ? [Platform.LINUX] : []),
];

if (fetchElectronBinary() === null) {
  console.error("Electron's binary cannot be downloaded here, and an installer holds it. Run this where github.com is reachable, or set ELECTRON_MIRROR.");
  process.exitCode = 1;
} else {
  await buildApp();
  const platforms = named.length > 0 ? named : [Platform.current()];
  const targets = new Map(platforms.flatMap((platform) => [...platform.createTarget(wanted.includes('--dir') ? 'dir' : undefined)]));
  for (const file of await build({ targets, config: packaging })) console.log(file);
}

import { buildApp } from '../../build/app/bundles.ts';

/** Builds the app once for all e2e files. CAUSEWAY_BUILT=1 from outside says that dist/app is fresh. */
export async function setup(): Promise<void> {
  if (process.env['CAUSEWAY_BUILT'] === '1') return;
  await buildApp();
  process.env['CAUSEWAY_BUILT'] = '1';
}

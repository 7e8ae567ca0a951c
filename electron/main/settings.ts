import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { themeChoices } from '../../shared/ipc/state.ts';
import type { ShellLog } from './log.ts';

const schema = z.object({
  theme: z.enum(themeChoices).default('system'),
  /** What closing the window does: stay in the tray, so that the schedule goes on, or end. */
  whenClosed: z.enum(['tray', 'quit']).default('tray'),
  window: z.object({ x: z.number().optional(), y: z.number().optional(), width: z.number(), height: z.number(), maximized: z.boolean() }).optional(),
});
export type ShellSettings = z.infer<typeof schema>;
export type ShellSettingsFile = { get(): ShellSettings; set(change: Partial<ShellSettings>): void };

/** `<root>/app/shell.json`: what the shell itself remembers. A damaged file is put aside and begun anew. */
export function openShellSettings(root: string, log: ShellLog): ShellSettingsFile {
  const path = join(root, 'app', 'shell.json');
  const read = (): ShellSettings => {
    let text: string;
    try {
      text = readFileSync(path, 'utf8');
    } catch {
      return schema.parse({});
    }
    try {
      return schema.parse(JSON.parse(text));
    } catch {
      renameSync(path, `${path}.damaged`);
      log('warning', `${path} was damaged; it is put aside as shell.json.damaged and begun anew.`);
      return schema.parse({});
    }
  };
  let current = read();
  return {
    get: () => current,
    set(change) {
      current = { ...current, ...change };
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
      writeFileSync(`${path}.new`, `${JSON.stringify(current, null, 2)}\n`, { mode: 0o600 });
      renameSync(`${path}.new`, path);
    },
  };
}

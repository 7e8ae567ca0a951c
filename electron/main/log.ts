import { join } from 'node:path';
import electronLog from 'electron-log/node.js';
import { createRedactor, type Redactor } from '../worker/redact.ts';

export type ShellLog = {
  (level: 'info' | 'warning' | 'error', text: string): void;
  readonly redactor: Redactor;
  readonly folder: string;
};

const largestFile = 5 * 1024 * 1024;

/** The shell's own log, `<root>/app/logs/shell.log`: rotated, blackened. Each profile has its own log in its data folder. */
export function startLog(root: string): ShellLog {
  const redactor = createRedactor();
  const folder = join(root, 'app', 'logs');
  electronLog.transports.file.resolvePathFn = () => join(folder, 'shell.log');
  electronLog.transports.file.maxSize = largestFile;
  electronLog.transports.console.level = false;
  const write = (level: 'info' | 'warning' | 'error', text: string): void => {
    const line = redactor.text(text);
    if (level === 'info') electronLog.info(line);
    else if (level === 'warning') electronLog.warn(line);
    else electronLog.error(line);
  };
  process.on('unhandledRejection', (reason) => write('error', `unhandled: ${reason instanceof Error ? (reason.stack ?? reason.message) : String(reason)}`));
  return Object.assign(write, { redactor, folder });
}

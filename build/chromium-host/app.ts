import { EventEmitter } from 'node:events';
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { cancellable } from './web-contents.ts';

const lockName = 'instance.pid';

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** https://www.electronjs.org/docs/latest/api/app, as far as the app uses it. */
class HostApp extends EventEmitter {
  readonly isPackaged = false;
  private readonly paths = new Map<string, string>();
  private appPath = process.cwd();
  private quitting = false;
  /** Set by the host: closes windows and browser. */
  closeAll: () => Promise<boolean> = () => Promise.resolve(true);

  setAppPath(path: string): void {
    this.appPath = path;
  }

  getAppPath(): string {
    return this.appPath;
  }

  getVersion(): string {
    return (JSON.parse(readFileSync(join(this.appPath, 'package.json'), 'utf8')) as { readonly version: string }).version;
  }

  setPath(name: string, path: string): void {
    this.paths.set(name, path);
  }

  enableSandbox(): void {
    // Chromium's own sandbox is on unless the host runs as root.
  }

  whenReady(): Promise<void> {
    return Promise.resolve();
  }

  /** A file with the process id; a second instance wakes the first by a signal. */
  requestSingleInstanceLock(): boolean {
    const folder = this.paths.get('userData') ?? this.appPath;
    mkdirSync(folder, { recursive: true });
    const file = join(folder, lockName);
    for (;;) {
      try {
        const handle = openSync(file, 'wx');
        writeSync(handle, String(process.pid));
        closeSync(handle);
        process.on('exit', () => rmSync(file, { force: true }));
        process.on('SIGUSR2', () => this.emit('second-instance', {}, [], ''));
        return true;
      } catch {
        const pid = Number(readFileSync(file, 'utf8'));
        if (pid > 0 && isAlive(pid)) {
          process.kill(pid, 'SIGUSR2');
          return false;
        }
        rmSync(file, { force: true });
      }
    }
  }

  exit(code: number): void {
    process.exit(code);
  }

  quit(): void {
    if (this.quitting) return;
    const event = cancellable({});
    this.emit('before-quit', event);
    if (event.defaultPrevented) return;
    this.quitting = true;
    void this.closeAll().then((closed) => {
      this.quitting = false;
      if (!closed) return;
      this.emit('will-quit', cancellable({}));
      process.exit(0);
    });
  }
}

export const app = new HostApp();

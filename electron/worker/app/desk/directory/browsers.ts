import { createHash } from 'node:crypto';
import { openBrowser, type Census, type ContainerTree, type DirectoryBrowser } from '../../../../connectors/ldap/browse/browser.ts';
import type { SourceOptions } from '../../../../connectors/ldap/source-options.ts';
import type { Cancel } from '../../../../sync/ports.ts';

/** A directory that forms look at, with what was read of it. */
export type Looking = {
  readonly browser: DirectoryBrowser;
  /** The containers, read once. */
  tree(cancel: Cancel, fresh: boolean): Promise<ContainerTree>;
  /** The last count; null when nothing was counted. */
  counted(): Census | null;
  count(cancel: Cancel, fresh: boolean, progress: (done: number) => void): Promise<Census>;
};

export type Browsers = { of(options: SourceOptions): Looking; close(): void };

const idleMs = 5 * 60_000;

function keyOf({ log: _log, now: _now, resolveService: _resolve, ...options }: SourceOptions): string {
  return createHash('sha256').update(JSON.stringify(options)).digest('hex');
}

function lookAt(options: SourceOptions): Looking {
  const browser = openBrowser(options);
  let tree: ContainerTree | null = null;
  let census: Census | null = null;
  return {
    browser,
    async tree(cancel, fresh) {
      if (fresh || tree === null) tree = await browser.containers(cancel);
      return tree;
    },
    counted: () => census,
    async count(cancel, fresh, progress) {
      if (fresh || census === null) census = await browser.census(cancel, progress);
      return census;
    },
  };
}

/** One connection per set of credentials, closed when nobody asked for five minutes. */
export function createBrowsers(): Browsers {
  const open = new Map<string, { readonly looking: Looking; timer: NodeJS.Timeout }>();
  const end = (key: string): void => {
    open.get(key)?.looking.browser.close();
    open.delete(key);
  };
  return {
    of(options) {
      const key = keyOf(options);
      const timer = setTimeout(() => end(key), idleMs).unref();
      const known = open.get(key);
      if (known !== undefined) {
        clearTimeout(known.timer);
        known.timer = timer;
        return known.looking;
      }
      const looking = lookAt(options);
      open.set(key, { looking, timer });
      return looking;
    },
    close() {
      for (const [key, { timer }] of open) {
        clearTimeout(timer);
        end(key);
      }
    },
  };
}

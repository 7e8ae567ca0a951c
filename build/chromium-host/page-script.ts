/** What a page's preload can use, as the page sees it: one function to the host, taken off the page at once. */
export const bindingName = '__causewayHost';

export type FromPage =
  | { readonly type: 'invoke'; readonly channel: string; readonly args: readonly unknown[] }
  | { readonly type: 'open'; readonly url: string };

export type InvokeAnswer = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly message: string };

/**
 * Text that runs in every document of a page before its own scripts. `token` is the name of the event that carries what
 * main sends; a page cannot guess it. In frames it only takes the binding away: preload belongs to the main frame.
 */
export function pageScript(preload: string, token: string): string {
  return `(() => {
  const host = globalThis[${JSON.stringify(bindingName)}];
  delete globalThis[${JSON.stringify(bindingName)}];
  if (globalThis.top !== globalThis.self || !location.origin.startsWith('http://causeway.localhost')) return;
  const listeners = new Map();
  globalThis.addEventListener(${JSON.stringify(token)}, (event) => {
    for (const listener of listeners.get(event.detail.channel) ?? []) listener({}, ...event.detail.args);
  });
  const ipcRenderer = {
    async invoke(channel, ...args) {
      const answer = await host({ type: 'invoke', channel, args: structuredClone(args) });
      if (!answer.ok) throw new Error("Error invoking remote method '" + channel + "': " + answer.message);
      return answer.value;
    },
    on(channel, listener) {
      listeners.set(channel, [...(listeners.get(channel) ?? []), listener]);
      return ipcRenderer;
    },
    removeListener(channel, listener) {
      listeners.set(channel, (listeners.get(channel) ?? []).filter((each) => each !== listener));
      return ipcRenderer;
    },
  };
  const freeze = (value) => {
    if (typeof value === 'object' && value !== null) { for (const part of Object.values(value)) freeze(part); Object.freeze(value); }
    return value;
  };
  const contextBridge = {
    exposeInMainWorld(name, api) {
      Object.defineProperty(globalThis, name, { value: freeze(api), enumerable: true, writable: false, configurable: false });
    },
  };
  globalThis.open = (url) => { void host({ type: 'open', url: new URL(url ?? 'about:blank', location.href).href }); return null; };
  const module = { exports: {} };
  const require = (name) => { if (name === 'electron') return { contextBridge, ipcRenderer }; throw new Error('module not found: ' + name); };
  ((require, module, exports) => {
${preload}
  })(require, module, module.exports);
})();`;
}

import * as net from 'node:net';
import * as tls from 'node:tls';
import { AbandonRequest, BindRequest, ExtendedRequest, FilterParser, SearchRequest, UnbindRequest } from 'ldapts';
import type { Control, Filter } from 'ldapts';
import { Problem } from '../../../shared/errors.ts';
import { bindProblem, LdapResultError } from './failure.ts';
import { createFraming } from './framing.ts';
import { readMessage } from './message.ts';
import type { EntryMessage, LdapMessage } from './message.ts';
import { parseServerUrl } from './server-url.ts';
import { assertTrusted, tlsOptions } from './tls-trust.ts';
import type { TlsPeer, TlsTrust } from './tls-trust.ts';

export type ConnectionOptions = {
  readonly url: string;
  readonly startTls: boolean;
  /** Without it, a bind over a connection without TLS is refused before anything is sent. */
  readonly allowPlainText: boolean;
  readonly trust: TlsTrust;
  readonly connectTimeoutMs?: number;
};

export type Search = {
  readonly base: string;
  readonly scope: 'base' | 'one' | 'sub';
  readonly filter: string | Filter;
  readonly attributes: readonly string[];
  readonly controls?: readonly Control[];
  /** The search fails when the server is silent for this long. */
  readonly silenceMs?: number;
};

export type SearchDone = { readonly controls: ReadonlyMap<string, Buffer>; readonly references: number };

/** One connection to one server. Never reconnects by itself: a broken connection fails what is under way. */
export type Connection = {
  readonly host: string;
  readonly url: string;
  /** Null without TLS. */
  readonly peer: TlsPeer | null;
  /** Simple bind; throws a Problem in plain words. */
  bind(username: string, password: string): Promise<void>;
  /** Calls `onEntry` as entries arrive. Throws LdapResultError for any result but success. */
  search(search: Search, onEntry: (entry: EntryMessage) => void): Promise<SearchDone>;
  isOpen(): boolean;
  /** Ends the connection; what is under way fails with `reason`. */
  close(reason?: Error): void;
};

type Result = Extract<LdapMessage, { readonly kind: 'result' }>;
type Pending = {
  readonly onEntry: (entry: EntryMessage) => void;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: Error) => void;
  readonly silenceMs: number;
  references: number;
  lastHeard: number;
};

const startTlsOid = '1.3.6.1.4.1.1466.20037';
const defaultSilenceMs = 120_000;
const watchEveryMs = 5_000;

const socketErrors: Readonly<Record<string, readonly [string, string]>> = {
  ECONNREFUSED: ['nothing listens there', 'Check the port, the firewall and that the domain controller runs.'],
  ENOTFOUND: ['the name is unknown', 'Check the name in source.url and the DNS servers of this computer.'],
  EAI_AGAIN: ['the DNS server does not answer', 'Check the DNS servers of this computer.'],
  ETIMEDOUT: ['it does not answer', 'Check the firewall and that the domain controller runs.'],
  EHOSTUNREACH: ['there is no route to it', 'Check the network and VPN.'],
  ENETUNREACH: ['there is no route to it', 'Check the network and VPN.'],
};

function connectProblem(error: unknown, url: string, secured: boolean): Problem {
  if (error instanceof Problem) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const known = socketErrors[code];
  if (known !== undefined) return new Problem('connection', `Cannot connect to ${url}: ${known[0]}.`, known[1], { cause: error });
  if (secured) {
    return new Problem('connection', `${url} broke off the TLS handshake (${code || 'connection closed'}).`, 'A domain controller without a server certificate does this: install one, or use the port that speaks TLS (636).', { cause: error });
  }
  const message = error instanceof Error ? error.message : String(error);
  return new Problem('connection', `Cannot connect to ${url}: ${message}.`, 'Check the network and that the domain controller runs.', { cause: error });
}

/** Waits for `event`, an error, an early close or the time-out; leaves no listener behind. */
function settled(socket: net.Socket, event: string, timeoutMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = (error?: Error): void => {
      clearTimeout(timer);
      socket.off(event, onEvent);
      socket.off('error', end);
      socket.off('close', onClose);
      if (error === undefined) resolve();
      else reject(error);
    };
    const onEvent = (): void => { end(); };
    const onClose = (): void => { end(new Error('connection closed')); };
    const timer = setTimeout(() => { end(Object.assign(new Error('timed out'), { code: 'ETIMEDOUT' })); }, timeoutMs);
    socket.once(event, onEvent);
    socket.once('error', end);
    socket.once('close', onClose);
  });
}

async function secure(socket: net.Socket, options: ConnectionOptions, host: string, timeoutMs: number): Promise<{ readonly socket: tls.TLSSocket; readonly peer: TlsPeer }> {
  const secured = tls.connect({ ...tlsOptions(options.trust, host), socket });
  try {
    socket.on('error', () => undefined);
    await settled(secured, 'secureConnect', timeoutMs);
    return { socket: secured, peer: assertTrusted(secured, options.trust, host) };
  } catch (error) {
    secured.on('error', () => undefined);
    secured.destroy();
    throw connectProblem(error, options.url, true);
  }
}

/** Connects, over TLS when the URL or `startTls` says so, and verifies the certificate. Does not bind. */
export async function openConnection(options: ConnectionOptions): Promise<Connection> {
  const { host, port, implicitTls } = parseServerUrl(options.url);
  const timeoutMs = options.connectTimeoutMs ?? 15_000;
  const plain = net.connect({ host, port, noDelay: true, keepAlive: true, keepAliveInitialDelay: 60_000 });
  let peer: TlsPeer | null = null;
  let socket: net.Socket = plain;
  try {
    await settled(plain, 'connect', timeoutMs);
    if (implicitTls) ({ socket, peer } = await secure(plain, options, host, timeoutMs));
  } catch (error) {
    plain.on('error', () => undefined);
    plain.destroy();
    throw connectProblem(error, options.url, implicitTls);
  }

  const pending = new Map<number, Pending>();
  let lastId = 0;
  let failure: Error | null = null;

  const fail = (error: Error, gently = false): void => {
    if (failure !== null) return;
    failure = error;
    clearInterval(watch);
    if (gently) setTimeout(() => { socket.destroy(); }, 1_000).unref();
    else socket.destroy();
    for (const one of pending.values()) one.reject(error);
    pending.clear();
  };
  const broken = (why: string): Problem =>
    new Problem('connection', `The connection to ${host} broke: ${why}.`, 'Start the run again; what was read so far was not counted.');
  const receive = (bytes: Buffer, start: number, end: number): void => {
    const message = readMessage(bytes, start, end);
    const one = pending.get(message.id);
    if (one === undefined) {
      // Message id 0 is the notice of disconnection, RFC 4511 section 4.4.1.
      if (message.id === 0 && message.kind === 'result') fail(broken(`it said "${message.text || 'notice of disconnection'}"`));
      return;
    }
    one.lastHeard = Date.now();
    if (message.kind === 'entry') one.onEntry(message.entry);
    else if (message.kind === 'reference') one.references += 1;
    else if (message.kind === 'result') {
      pending.delete(message.id);
      one.resolve(message);
    }
  };
  const attach = (to: net.Socket): void => {
    const framing = createFraming(receive);
    to.on('data', (chunk: Buffer) => {
      try {
        framing.push(chunk);
      } catch (error) {
        fail(error instanceof Problem ? error : broken(error instanceof Error ? error.message : String(error)));
      }
    });
    to.on('error', (error) => { fail(broken(error.message)); });
    to.on('close', () => { fail(broken('the server closed it')); });
  };
  const watch = setInterval(() => {
    const now = Date.now();
    for (const one of pending.values()) {
      if (now - one.lastHeard > one.silenceMs) fail(broken(`it was silent for ${Math.round(one.silenceMs / 1000)} seconds`));
    }
  }, watchEveryMs);
  watch.unref();
  attach(socket);

  const nextId = (): number => {
    lastId = lastId >= 0x7ffffff0 ? 1 : lastId + 1;
    return lastId;
  };
  const send = async (id: number, bytes: Buffer, onEntry: (entry: EntryMessage) => void, silenceMs: number): Promise<{ readonly result: Result; readonly references: number }> => {
    if (failure !== null) throw failure;
    const state = { onEntry, silenceMs, references: 0, lastHeard: Date.now() };
    const result = await new Promise<Result>((resolve, reject) => {
      pending.set(id, Object.assign(state, { resolve, reject }));
      socket.write(bytes);
    });
    return { result, references: state.references };
  };
  const none = (): void => undefined;

  const connection = {
    host,
    url: options.url,
    async bind(username: string, password: string): Promise<void> {
      if (peer === null && !options.allowPlainText) {
        throw new Problem('connection', `The password is not sent to ${host}, because ${options.url} is not protected by TLS.`, 'Use an ldaps:// URL, or ldap:// with source.startTls; source.allowPlainText sends it readable.');
      }
      // RFC 4513, section 5.1.2: a name with an empty password is an anonymous bind that looks like a success.
      if (password === '') throw new Problem('credentials', `The password of ${username} is empty.`, 'Set the secret that source.password refers to.');
      const id = nextId();
      const { result } = await send(id, new BindRequest({ messageId: id, dn: username, password }).write(), none, 30_000);
      if (result.code !== 0) throw bindProblem(new LdapResultError(result.code, result.text), username, host);
    },
    async search(search: Search, onEntry: (entry: EntryMessage) => void): Promise<SearchDone> {
      const id = nextId();
      const request = new SearchRequest({
        messageId: id,
        baseDN: search.base,
        scope: search.scope,
        filter: typeof search.filter === 'string' ? FilterParser.parseString(search.filter) : search.filter,
        attributes: [...search.attributes],
        controls: [...(search.controls ?? [])],
        sizeLimit: 0,
        timeLimit: 0,
      });
      const { result, references } = await send(id, request.write(), onEntry, search.silenceMs ?? defaultSilenceMs);
      if (result.code !== 0) throw new LdapResultError(result.code, result.text);
      return { controls: result.controls, references };
    },
    isOpen: () => failure === null,
    close(reason?: Error): void {
      if (failure !== null) return;
      for (const id of pending.keys()) socket.write(new AbandonRequest({ messageId: nextId(), abandonId: id }).write());
      socket.end(new UnbindRequest({ messageId: nextId() }).write());
      fail(reason ?? new Problem('connection', `The connection to ${host} was closed.`, 'Start the run again.'), true);
    },
  };

  if (options.startTls && !implicitTls) {
    const id = nextId();
    const { result } = await send(id, new ExtendedRequest({ messageId: id, oid: startTlsOid }).write(), none, timeoutMs);
    if (result.code !== 0) {
      const problem = new Problem('connection', `StartTLS was refused by ${host}: ${result.text || `LDAP result ${result.code}`}.`, 'Install a server certificate on the domain controller, or use an ldaps:// URL.');
      fail(problem);
      throw problem;
    }
    plain.removeAllListeners('data').removeAllListeners('error').removeAllListeners('close');
    plain.on('error', none);
    try {
      ({ socket, peer } = await secure(plain, options, host, timeoutMs));
    } catch (error) {
      clearInterval(watch);
      plain.destroy();
      throw error;
    }
    attach(socket);
  }
  return { ...connection, peer };
}

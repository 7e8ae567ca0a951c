import { createSecureContext, TLSSocket, type SecureContextOptions } from 'node:tls';
import type { Socket } from 'node:net';
import { checkBind } from './bind.ts';
import { rightsOf, type Context, type LoggedSearch, type Session } from './context.ts';
import { requestControls, type RequestControls } from './controls.ts';
import { DirectoryFailure, refusals, resultCode } from './failure.ts';
import { filterText } from './filter.ts';
import { entryMessage, messageLength, readMessage, referenceMessage, responseTag, resultMessage, type Message, type Request, type Result, type SearchRequest } from './messages.ts';
import { search } from './search.ts';
import { applyWrite } from './writing.ts';
import { first } from './entry.ts';

/** A client connection; `touch` sets the idle limit that holds now. */
export type Connection = { applyIdleTimeout(): void; destroy(): void };

const startTlsOid = '1.3.6.1.4.1.1466.20037';
const whoAmIOid = '1.3.6.1.4.1.4203.1.11.3';
const done: Result = { code: resultCode.success, matchedDn: '', message: '', referrals: [], controls: [] };
/** Bytes collected before they are handed to the socket. */
const chunkSize = 65_536;

/** Serves one client until its socket closes. Requests are answered in the order they came. */
export function serveConnection(context: Context, plain: Socket, secure: SecureContextOptions, onClose: () => void): Connection {
  const session: Session = { id: context.nextSession++, account: null, tls: plain instanceof TLSSocket };
  let socket = plain;
  let received: Buffer = Buffer.alloc(0);
  let work: Promise<void> = Promise.resolve();

  const applyIdleTimeout = (): void => void socket.setTimeout(context.faults.idleTimeoutMs ?? 0);
  const listen = (): void => {
    applyIdleTimeout();
    socket.on('timeout', () => socket.destroy());
    socket.on('error', () => socket.destroy());
    socket.on('data', onData);
  };
  const onData = (data: Buffer): void => {
    received = received.length === 0 ? data : Buffer.concat([received, data]);
    try {
      for (let length = messageLength(received); length !== null && received.length >= length; length = messageLength(received)) {
        const message = readMessage(received.subarray(0, length));
        received = received.subarray(length);
        work = work.then(() => handle(message)).catch(() => void socket.destroy());
      }
    } catch {
      socket.destroy();
    }
  };
  const send = (bytes: Buffer): Promise<void> =>
    new Promise((resolve) => {
      if (socket.destroyed) resolve();
      else socket.write(bytes, () => resolve());
    });

  const handle = async (message: Message): Promise<void> => {
    const { id, request } = message;
    if (context.faults.latencyMs > 0) await new Promise((resolve) => setTimeout(resolve, context.faults.latencyMs));
    if (request.kind === 'unbind') return void socket.end();
    if (request.kind === 'abandon') return;
    if (request.kind === 'extended' && request.oid === startTlsOid) return startTls(id);
    if (request.kind === 'search') return answerSearch(message, request);
    await send(resultMessage(id, responseTag[request.kind], attempt(() => answer(request, requestControls(message.controls)))));
  };

  const answer = (request: Exclude<Request, SearchRequest>, controls: RequestControls): Result => {
    if (request.kind === 'bind') return bind(request.name, request.password);
    if (request.kind === 'extended') {
      if (request.oid !== whoAmIOid) return { ...done, code: resultCode.protocolError, message: '0000203D: LdapErr: DSID-0C090F78, comment: Unknown extended request OID, data 0, v4563' };
      const name = session.account === null ? '' : `u:${context.netbios}\\${first(session.account, 'samaccountname') ?? ''}`;
      return { ...done, extended: { oid: null, value: name } };
    }
    if (request.kind === 'unbind' || request.kind === 'abandon') return done;
    return { ...done, code: applyWrite(context, rightsOf(context, session), request, controls) };
  };

  const bind = (name: string, password: string | null): Result => {
    session.account = null;
    if (password === null) return { ...done, code: resultCode.authMethodNotSupported, message: '00002027: LdapErr: DSID-0C090551, comment: Invalid Authentication method, data 0, v4563' };
    if (password === '') return done;
    if (context.requireTls && !session.tls) throw refusals.needsTls();
    session.account = checkBind(context, name, password);
    return done;
  };

  const startTls = async (id: number): Promise<void> => {
    if (session.tls) {
      const refused = { ...done, code: resultCode.operationsError, message: '00000000: LdapErr: DSID-0C0910B4, comment: TLS or SSL already in effect, data 0, v4563' };
      return send(resultMessage(id, responseTag.extended, refused));
    }
    socket.removeAllListeners('data');
    socket.removeAllListeners('timeout');
    await send(resultMessage(id, responseTag.extended, { ...done, extended: { oid: startTlsOid, value: null } }));
    socket = new TLSSocket(socket, { isServer: true, secureContext: createSecureContext(secure) });
    session.tls = true;
    received = Buffer.alloc(0);
    listen();
  };

  const answerSearch = async (message: Message, request: SearchRequest): Promise<void> => {
    let sent = 0;
    let result = done;
    const waiting: Buffer[] = [];
    let waitingBytes = 0;
    const flush = async (): Promise<void> => {
      const bytes = Buffer.concat(waiting);
      waiting.length = 0;
      waitingBytes = 0;
      if (bytes.length > 0) await send(bytes);
    };
    try {
      const found = search(context, session, request, requestControls(message.controls));
      for (const entry of found.entries) {
        if (context.faults.entriesUntilDrop === 0) {
          context.faults.entriesUntilDrop = null;
          await flush();
          socket.destroy();
          break;
        }
        if (context.faults.entriesUntilDrop !== null) context.faults.entriesUntilDrop -= 1;
        const bytes = entryMessage(message.id, entry.dn, entry.attributes, request.typesOnly);
        waiting.push(bytes);
        waitingBytes += bytes.length;
        sent += 1;
        if (waitingBytes > chunkSize) await flush();
        if (socket.destroyed) break;
      }
      for (const url of found.references) waiting.push(referenceMessage(message.id, url));
      result = { ...done, code: found.code, message: found.message, controls: found.controls };
    } catch (error) {
      result = failed(error);
    }
    context.searches.push(logged(session, message, request, sent, result.code));
    waiting.push(resultMessage(message.id, responseTag.search, result));
    await flush();
  };

  plain.on('close', onClose);
  listen();
  return {
    applyIdleTimeout,
    destroy: () => {
      socket.destroy();
      plain.destroy();
    },
  };
}

function attempt(answer: () => Result): Result {
  try {
    return answer();
  } catch (error) {
    return failed(error);
  }
}

function failed(error: unknown): Result {
  if (!(error instanceof DirectoryFailure)) throw error;
  return { code: error.code, matchedDn: error.matchedDn, message: error.message, referrals: error.referrals, controls: [] };
}

function logged(session: Session, message: Message, request: SearchRequest, entries: number, code: number): LoggedSearch {
  return {
    account: session.account === null ? '' : (first(session.account, 'samaccountname') ?? ''),
    base: request.base,
    scope: request.scope,
    filter: filterText(request.filter),
    attributes: request.attributes,
    controls: message.controls.map((control) => control.oid),
    entries,
    code,
  };
}

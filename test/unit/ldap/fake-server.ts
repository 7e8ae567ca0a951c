import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { BerReader, BerWriter, PresenceFilter, SearchRequest } from 'ldapts';
import { createFraming } from '../../../electron/connectors/ldap/framing.ts';

/** An LDAP server that misbehaves on demand: what Samba does not do, and what must not lose an object. */
export type FakeSearch = {
  readonly base: string;
  readonly filter: string;
  /** Lower-case, as ldapts parses them. */
  readonly attributes: readonly string[];
  readonly controls: ReadonlyMap<string, Buffer>;
};
export type FakeEntry = { readonly dn: string; readonly attributes: Readonly<Record<string, readonly (string | Buffer)[]>> };
export type FakeAnswer = {
  readonly entries?: readonly FakeEntry[];
  readonly references?: readonly string[];
  readonly code?: number;
  readonly text?: string;
  readonly controls?: ReadonlyMap<string, Buffer>;
  /** Close the connection after the entries, without a result. */
  readonly drop?: boolean;
};
export type FakeServer = {
  readonly url: string;
  readonly searches: FakeSearch[];
  /** Names that signed in, in order. */
  readonly binds: string[];
  /** Number of open connections. */
  connections(): number;
  dropConnections(): void;
  close(): Promise<void>;
};
export type FakeOptions = {
  readonly search: (search: FakeSearch) => FakeAnswer;
  readonly bind?: (name: string) => { readonly code: number; readonly text: string };
  readonly tls?: { readonly key: string; readonly cert: string };
  /** Bytes per write; small ones cut messages in the middle. */
  readonly chunkBytes?: number;
};

export const pagedOid = '1.2.840.113556.1.4.319';

function message(id: number, write: (writer: BerWriter) => void, controls?: ReadonlyMap<string, Buffer>): Buffer {
  const writer = new BerWriter();
  writer.startSequence();
  writer.writeInt(id);
  write(writer);
  if (controls !== undefined && controls.size > 0) {
    writer.startSequence(0xa0);
    for (const [oid, value] of controls) {
      writer.startSequence();
      writer.writeString(oid);
      writer.writeBuffer(value, 0x04);
      writer.endSequence();
    }
    writer.endSequence();
  }
  writer.endSequence();
  return writer.buffer;
}

function result(id: number, tag: number, code: number, text: string, controls?: ReadonlyMap<string, Buffer>): Buffer {
  return message(id, (writer) => {
    writer.startSequence(tag);
    writer.writeEnumeration(code);
    writer.writeString('');
    writer.writeString(text);
    writer.endSequence();
  }, controls);
}

/** An entry as a server sends it. */
export function entryMessage(id: number, { dn, attributes }: FakeEntry): Buffer {
  return message(id, (writer) => {
    writer.startSequence(0x64);
    writer.writeString(dn);
    writer.startSequence();
    for (const [name, values] of Object.entries(attributes)) {
      writer.startSequence();
      writer.writeString(name);
      writer.startSequence(0x31);
      for (const value of values) writer.writeBuffer(Buffer.from(value as string), 0x04);
      writer.endSequence();
      writer.endSequence();
    }
    writer.endSequence();
    writer.endSequence();
  });
}

function referenceMessage(id: number, url: string): Buffer {
  return message(id, (writer) => {
    writer.startSequence(0x73);
    writer.writeString(url);
    writer.endSequence();
  });
}

/** The value of a paged-results answer with this cookie. */
export function pagedAnswer(cookie: string): ReadonlyMap<string, Buffer> {
  const writer = new BerWriter();
  writer.startSequence();
  writer.writeInt(0);
  writer.writeString(cookie);
  writer.endSequence();
  return new Map([[pagedOid, writer.buffer]]);
}

/** The cookie that the client sent; null when it did not page. */
export function sentCookie(search: FakeSearch): string | null {
  const value = search.controls.get(pagedOid);
  if (value === undefined) return null;
  const reader = new BerReader(value);
  reader.readSequence();
  reader.readInt();
  return reader.readString() ?? '';
}

function readControls(reader: BerReader): ReadonlyMap<string, Buffer> {
  const controls = new Map<string, Buffer>();
  if (reader.peek() !== 0xa0) return controls;
  reader.readSequence();
  const end = reader.offset + reader.length;
  while (reader.offset < end) {
    reader.readSequence();
    const controlEnd = reader.offset + reader.length;
    const oid = reader.readString() ?? '';
    if (reader.peek() === 0x01) reader.readBoolean();
    controls.set(oid, reader.offset < controlEnd ? (reader.readString(0x04, true) ?? Buffer.alloc(0)) : Buffer.alloc(0));
  }
  return controls;
}

export async function startFakeServer(options: FakeOptions): Promise<FakeServer> {
  const searches: FakeSearch[] = [];
  const binds: string[] = [];
  const sockets = new Set<Socket>();

  const serve = (socket: Socket): void => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
    const send = (bytes: Buffer): void => {
      const size = options.chunkBytes ?? bytes.length;
      for (let offset = 0; offset < bytes.length; offset += size) socket.write(bytes.subarray(offset, offset + size));
    };
    const framing = createFraming((bytes, start, end) => {
      const reader = new BerReader(Buffer.from(bytes.subarray(start, end)));
      reader.readSequence();
      const id = reader.readInt() ?? 0;
      const tag = reader.readSequence();
      if (tag === 0x60) {
        reader.readInt();
        const name = reader.readString() ?? '';
        binds.push(name);
        const answer = options.bind?.(name) ?? { code: 0, text: '' };
        send(result(id, 0x61, answer.code, answer.text));
      } else if (tag === 0x63) {
        const request = new SearchRequest({ messageId: id, filter: new PresenceFilter({ attribute: 'objectClass' }) });
        request.parseMessage(reader);
        const search = { base: request.baseDN, filter: request.filter.toString(), attributes: request.attributes, controls: readControls(reader) };
        searches.push(search);
        const answer = options.search(search);
        send(Buffer.concat((answer.entries ?? []).map((entry) => entryMessage(id, entry))));
        for (const url of answer.references ?? []) send(referenceMessage(id, url));
        if (answer.drop === true) socket.end();
        else send(result(id, 0x65, answer.code ?? 0, answer.text ?? '', answer.controls));
      } else if (tag === 0x77) send(result(id, 0x78, 2, 'unsupported extended operation'));
      else if (tag === 0x42) socket.end();
    });
    socket.on('data', (chunk: Buffer) => {
      try {
        framing.push(chunk);
      } catch {
        socket.destroy();
      }
    });
  };

  const server = options.tls === undefined ? createServer(serve) : createTlsServer(options.tls, serve);
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((ready) => { server.listen(0, '127.0.0.1', ready); });
  const { port } = server.address() as AddressInfo;
  return {
    url: `${options.tls === undefined ? 'ldap' : 'ldaps'}://127.0.0.1:${port}`,
    searches,
    binds,
    connections: () => sockets.size,
    dropConnections() { for (const socket of sockets) socket.destroy(); },
    close() {
      for (const socket of sockets) socket.destroy();
      return new Promise((closed) => { server.close(() => { closed(); }); });
    },
  };
}

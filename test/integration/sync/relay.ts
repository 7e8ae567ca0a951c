import { createServer, connect, type AddressInfo, type Socket } from 'node:net';

/** A wire to a domain controller that can be watched, and that acts when a number of bytes has come back over it. */
export type Relay = {
  readonly port: number;
  /** Bytes that came from the domain controller so far. */
  received(): number;
  reset(): void;
  /** Calls `act` once, when so many bytes have come since `reset`; nothing more is passed on then. */
  after(bytes: number, act: () => void): void;
  stop(): Promise<void>;
};

export async function startRelay(host: string, port: number): Promise<Relay> {
  const sockets = new Set<Socket>();
  let received = 0;
  let trigger: { readonly bytes: number; readonly act: () => void } | null = null;
  const server = createServer((near) => {
    const far = connect({ host, port });
    for (const [socket, other] of [[near, far], [far, near]] as const) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => { sockets.delete(socket); other.destroy(); });
    }
    near.on('data', (data) => { far.write(data); });
    far.on('data', (data) => {
      received += data.length;
      if (trigger !== null && received >= trigger.bytes) {
        const { act } = trigger;
        trigger = null;
        far.removeAllListeners('data');
        act();
        return;
      }
      near.write(data);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    // The certificate of the domain controller also names localhost, which may be either address family.
    server.listen({ port: 0, host: 'localhost' }, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    received: () => received,
    reset: () => { received = 0; },
    after: (bytes, act) => { trigger = { bytes, act }; },
    stop: () => new Promise<void>((resolve) => {
      server.close(() => { resolve(); });
      for (const socket of sockets) socket.destroy();
    }),
  };
}

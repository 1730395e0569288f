import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** A way to Redis that can be cut, and that can be slow to open. */
export class Proxy {
  private readonly sockets = new Set<Socket>();
  private whole = true;
  private openingMs = 0;

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async to(target: string): Promise<Proxy> {
    const { hostname, port } = new URL(target);
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = new URL(target);
    url.port = String((server.address() as AddressInfo).port);
    const proxy = new Proxy(server, url.href);
    server.on('connection', (near) => {
      if (!proxy.whole) return near.destroy();
      const far = connect(Number(port), hostname);
      for (const socket of [near, far]) {
        proxy.sockets.add(socket);
        socket.on('error', () => socket.destroy()).on('close', () => proxy.sockets.delete(socket));
      }
      setTimeout(() => near.pipe(far).pipe(near), proxy.openingMs);
      return undefined;
    });
    return proxy;
  }

  /** Each connection made from now on carries nothing for so many milliseconds. */
  slow(ms: number): void {
    this.openingMs = ms;
  }

  cut(): void {
    this.whole = false;
    for (const socket of this.sockets) socket.destroy();
  }

  async mend(): Promise<void> {
    this.whole = true;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

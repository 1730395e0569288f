import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** A way to Redis that can be cut. */
export class Proxy {
  private readonly sockets = new Set<Socket>();
  private whole = true;

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
      near.pipe(far).pipe(near);
      return undefined;
    });
    return proxy;
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

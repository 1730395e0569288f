import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The shop's own system, which knows the orders: a flow's request asks it. It answers when the journey lets it. */
export class Shop {
  /** Paths that were asked for. */
  readonly asked: string[] = [];
  /** Answers what is asked now and was asked before. */
  answers: () => void = () => undefined;
  private readonly open = new Promise<void>((resolve) => (this.answers = resolve));
  private readonly server: Server = createServer((request, response) => {
    this.asked.push(request.url ?? '');
    void this.open.then(() => {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ order: { status: 'on its way' } }));
    });
  });

  static async open(): Promise<Shop> {
    const shop = new Shop();
    await new Promise<void>((resolve) => shop.server.listen(0, '127.0.0.1', resolve));
    return shop;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

import { randomBytes } from 'node:crypto';
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { stack } from './stack.js';

/** What a page holds; `nonce` lets its scripts run. */
export type Html = (nonce: string) => string;

/** A company's website, under a policy as strict as there is. */
export class Website {
  private readonly pages = new Map<string, Html>();
  private readonly server: Server = createServer((request, response) => {
    const html = this.pages.get(new URL(request.url ?? '/', 'http://site.test').pathname);
    if (!html) return response.writeHead(404).end();
    const nonce = randomBytes(16).toString('base64');
    const policy = [
      `default-src 'none'`,
      `script-src 'nonce-${nonce}' 'strict-dynamic'`,
      `img-src data:`,
      `frame-src 'self' ${stack.visitors} ${this.framed}`,
      `connect-src ${stack.visitors}`,
      `require-trusted-types-for 'script'`,
      `trusted-types 'none'`,
    ];
    response.setHeader('content-security-policy', policy.join('; '));
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(html(nonce));
  });

  private constructor(
    private readonly host: string,
    private readonly framed: string,
  ) {}

  /** @param framed other websites that its pages may frame */
  static async open(host: '127.0.0.1' | 'localhost', framed = ''): Promise<Website> {
    const site = new Website(host, framed);
    await new Promise<void>((resolve) => site.server.listen(0, '127.0.0.1', resolve));
    return site;
  }

  get origin(): string {
    return `http://${this.host}:${(this.server.address() as AddressInfo).port}`;
  }

  page(path: string, html: Html): this {
    this.pages.set(path, html);
    return this;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

/** A page of a shop with these elements on it. */
export const shopPage =
  (elements: string, script = ''): Html =>
  (nonce) =>
    `<!doctype html><html lang="en-IE"><meta charset="utf-8"><link rel="icon" href="data:,"><title>Basket</title>
<h1>Basket</h1><button id="own">Talk to us</button>${elements}
<script nonce="${nonce}" src="${stack.visitors}/widget.js" async></script>
<script nonce="${nonce}">${script}</script>`;

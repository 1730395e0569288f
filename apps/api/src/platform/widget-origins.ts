import { Injectable } from '@nestjs/common';
import { Config } from './config.js';
import { Db, rows } from './db.js';

/** As the table has it; what an address holds may not even be text. */
const KEY = /^[a-z0-9-]{4,40}$/;

/** Which pages may frame a widget's page. Asked on each page load by key, when no company is known yet. */
@Injectable()
export class WidgetOrigins {
  constructor(
    private readonly db: Db,
    private readonly config: Config,
  ) {}

  /** The widget's allowed origins and our own (the page opened by itself, the demo); undefined: no such widget. */
  async of(key: string): Promise<string[] | undefined> {
    if (!KEY.test(key)) return undefined;
    const [widget] = await this.db.asSystem('which origins may frame a widget', (em) =>
      rows<{ allowed_origins: string[] }>(em, `select allowed_origins from widgets where key = $1`, [key]),
    );
    return widget && [this.config.visitorOrigin, ...widget.allowed_origins];
  }
}

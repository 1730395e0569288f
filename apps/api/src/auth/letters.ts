import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Config } from '../platform/config.js';
import type { After } from '../platform/db.js';
import { Mail } from '../platform/mail/mail.js';

/** The letters that carry a one-time link, written in the transaction that made the link. */
@Injectable()
export class Letters {
  constructor(
    private readonly config: Config,
    private readonly mail: Mail,
  ) {}

  invite(
    em: EntityManager,
    after: After,
    to: string,
    company: { id: string; name: string },
    token: string,
  ): Promise<void> {
    return this.mail.send(em, after, {
      to,
      companyId: company.id,
      subject: `Join ${company.name} on CallDocker`,
      text: lines(
        `${company.name} invites you to work with them on CallDocker.`,
        `Open this link to join. It works once, for 7 days:`,
        this.address(token),
        `You did not expect this? Then leave it: nothing happens until the link is opened.`,
      ),
    });
  }

  resetPassword(em: EntityManager, after: After, to: string, token: string): Promise<void> {
    return this.mail.send(em, after, {
      to,
      companyId: null,
      subject: 'Set a new CallDocker password',
      text: lines(
        `Someone, most likely you, asked for a new password for this address.`,
        `Open this link to choose one. It works once, for 1 hour:`,
        this.address(token),
        `You did not ask? Then leave it: your password stays as it is.`,
      ),
    });
  }

  private address(token: string): string {
    return `${this.config.consoleOrigin}/ivr-dashboard/link/${token}`;
  }
}

const lines = (...paragraphs: string[]): string => `${paragraphs.join('\n\n')}\n`;

import { Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { WidgetSecrets } from '../flows/widgets/widget-secrets.js';
import { isStorable } from '../platform/fields.js';
import { Problem } from '../platform/problem.js';
import { LiveWidgets, type LiveWidget } from './live-widgets.js';
import type { StartSessionDto } from './visitor.dto.js';

/** Who a visitor is by the word of the company's own server. */
export interface Identity {
  /** The same for a person each time. */
  subject: string;
  claims: Record<string, string | number | boolean>;
}

/** Servers' clocks may differ by so much. */
const TOLERANCE_SECONDS = 60;
/** A token that got lost opens nothing for longer. */
const LONGEST_SECONDS = 24 * 3600;
const SUBJECT = 128;
const VALUE = 500;
/** What a token says about itself rather than about the visitor. */
const OWN = new Set(['iss', 'aud', 'exp', 'nbf', 'iat', 'jti']);

export interface Arrival {
  widget: LiveWidget;
  /** Null: somebody unknown. */
  identity: Identity | null;
}

/** Who comes to which widget. What a company's server signed is a JSON Web Token (RFC 7519), HS256 and no other way. */
@Injectable()
export class Arrivals {
  private readonly jwt = new JwtService({});

  constructor(
    private readonly widgets: LiveWidgets,
    private readonly secrets: WidgetSecrets,
  ) {}

  /** Undefined when there is no such widget or its flow is not live. */
  async of({ widgetKey, identity }: StartSessionDto): Promise<Arrival | undefined> {
    const widget = await this.widgets.of(widgetKey);
    return widget && { widget, identity: identity === undefined ? null : await this.identify(widget, identity) };
  }

  private async identify({ companyId, widgetId }: LiveWidget, token: string): Promise<Identity> {
    let expired = false;
    for (const secret of await this.secrets.open(companyId, widgetId)) {
      try {
        return identityOf(
          this.jwt.verify<Record<string, unknown>>(token, {
            secret,
            algorithms: ['HS256'],
            clockTolerance: TOLERANCE_SECONDS,
          }),
        );
      } catch (error) {
        // By another of the two secrets it may be right; what is right and no identity is not.
        if (error instanceof Problem) throw error;
        expired ||= error instanceof Error && error.name === 'TokenExpiredError';
      }
    }
    throw new Problem(expired ? 'identity.expired' : 'identity.invalid');
  }
}

function identityOf(payload: Record<string, unknown>): Identity {
  const { sub, exp } = payload;
  if (typeof exp !== 'number' || exp > Date.now() / 1000 + LONGEST_SECONDS + TOLERANCE_SECONDS) throw malformed('exp');
  if (!isStorable(sub) || sub.length === 0 || sub.length > SUBJECT) throw malformed('sub');
  const claims: Identity['claims'] = {};
  for (const [name, value] of Object.entries(payload)) {
    if (OWN.has(name)) continue;
    // Lists and objects are somebody else's business, and no variable could hold them.
    if (typeof value === 'number' || typeof value === 'boolean') claims[name] = value;
    else if (isStorable(value) && value.length <= VALUE) claims[name] = value;
  }
  return { subject: sub, claims };
}

const REASONS = {
  exp: 'The identity must say when it expires, within a day: `exp`, in seconds since 1970.',
  sub: `The identity must say who it is: \`sub\`, a text of 1 to ${SUBJECT} characters.`,
};

const malformed = (claim: keyof typeof REASONS): Problem => new Problem('identity.invalid', { detail: REASONS[claim] });

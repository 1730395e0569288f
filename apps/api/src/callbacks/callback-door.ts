import type { PhoneInput } from '@calldocker/flow-engine';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { Db } from '../platform/db.js';
import { PhoneRules, type PhoneRefusal } from '../sessions/phone-rules.js';
import type { SessionKey } from '../sessions/visitor-rows.js';
import { CallbackGuard, REFUSAL_WORDS } from './callback-guard.js';
import { VisitorCallbacks } from './visitor-callbacks.js';

/** Tells visitors at the question what would be refused behind it: a number that is not called, a time that cannot be had. */
@Injectable()
export class CallbackDoor implements OnModuleInit {
  constructor(
    private readonly db: Db,
    private readonly rules: PhoneRules,
    private readonly guard: CallbackGuard,
    private readonly callbacks: VisitorCallbacks,
  ) {}

  onModuleInit(): void {
    this.rules.use((session, input) => this.refusal(session, input));
  }

  private async refusal(session: SessionKey, { number, at }: PhoneInput): Promise<PhoneRefusal | undefined> {
    // Without a country code only the flow knows whose number it is; it is judged when the call is booked.
    const phone = parsePhoneNumberFromString(number);
    if (phone) {
      const reason = await this.db.inCompany(session.companyId, (em) =>
        this.guard.refusal(em, session.sessionId, phone.number),
      );
      // The step itself says best what is wrong with digits.
      if (reason !== undefined && reason !== 'unknown')
        return { code: 'input.phone', reason, detail: REFUSAL_WORDS[reason] };
    }
    const answer = at === undefined ? 'held' : await this.callbacks.slot(session, at);
    return answer === 'held' ? undefined : TIME_REFUSALS[answer];
  }
}

const TIME_REFUSALS = {
  closed: {
    code: 'input.closed',
    reason: 'closed',
    detail: 'Nobody is there to call you at that time. Choose another.',
  },
  'not-free': { code: 'input.time', reason: 'taken', detail: 'This time is not free any more. Choose another.' },
} as const satisfies Record<string, PhoneRefusal>;

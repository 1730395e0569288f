import type { PhoneInput } from '@calldocker/flow-engine';
import { Injectable } from '@nestjs/common';
import type { ProblemCode } from '../platform/problem.js';
import type { SessionKey } from './visitor-rows.js';

/** Why a number is not taken, as the visitor is told. */
export interface PhoneRefusal {
  code: ProblemCode;
  reason: string;
  detail: string;
}

type PhoneRule = (session: SessionKey, input: PhoneInput) => Promise<PhoneRefusal | undefined>;

/**
 * Who calls back says here whom they would not call, and when: the visitor hears it at the question, where another answer
 * can be given. Whoever acts on the effect judges again.
 */
@Injectable()
export class PhoneRules {
  private rule: PhoneRule | undefined;

  use(rule: PhoneRule): void {
    this.rule = rule;
  }

  async refusal(session: SessionKey, input: PhoneInput): Promise<PhoneRefusal | undefined> {
    return this.rule?.(session, input);
  }
}

import { Injectable } from '@nestjs/common';
import { Answers } from './answers.js';
import { PhoneRules } from './phone-rules.js';
import type { StepRequest } from './sealed-steps.js';
import { SessionSteps, type StepResult } from './session-steps.js';
import { VisitorRows } from './visitor-rows.js';

/** Steps, and before them what takes a look at more than the session: whether a number would be called. */
@Injectable()
export class CheckedSteps {
  constructor(
    private readonly steps: SessionSteps,
    private readonly phones: PhoneRules,
    private readonly rows: VisitorRows,
    private readonly answers: Answers,
  ) {}

  async take(request: StepRequest): Promise<StepResult> {
    return (await this.refused(request)) ?? this.steps.take(request);
  }

  private async refused(request: StepRequest): Promise<StepResult | undefined> {
    const { companyId, sessionId, inputId, input } = request;
    if (input.type !== 'phone') return undefined;
    const session = { companyId, sessionId };
    const refusal = await this.phones.refusal(session, input);
    if (!refusal) return undefined;
    // What was taken before is answered again, whatever would be said of it by now.
    const [known] = await this.rows.load([{ ...session, inputId }]);
    const [answer] = await this.answers.current([session]);
    if (!answer || known?.answer || known?.status === 'ended') return undefined;
    const { code, ...extra } = refusal;
    return { kind: 'refused', answer, code, extra };
  }
}

import { Body, Controller, Header, Headers, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { IncomingHttpHeaders } from 'node:http';
import { Access, Visitor, type VisitorCaller } from '../auth/access.js';
import { Consents, signalled } from './consent.js';
import { AnswerConsentDto, PrivacyDto } from './consent.dto.js';
import { StepLimit } from './limits.js';
import { own } from './visitor.controller.js';

@ApiTags('Visitor')
@Controller('visitor/sessions')
export class VisitorConsentController {
  constructor(
    private readonly consents: Consents,
    private readonly stepLimit: StepLimit,
  ) {}

  @Post(':id/consent')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @Access('visitor')
  @ApiOperation({
    operationId: 'answerConsent',
    summary: 'Agree to usage data, or refuse them',
    description:
      'May be changed at any time; a no deletes what a yes has brought. `DNT: 1` and `Sec-GPC: 1` are a no, whatever the ' +
      'body says. A widget that asks nobody keeps no answer.',
  })
  @ApiOkResponse({ type: PrivacyDto })
  consent(
    @Visitor() visitor: VisitorCaller,
    @Param('id') id: string,
    @Body() dto: AnswerConsentDto,
    @Headers() headers: IncomingHttpHeaders,
  ): Promise<PrivacyDto> {
    const session = own(visitor, id);
    this.stepLimit.take(session.sessionId);
    return this.consents.answer(session, dto, signalled(headers));
  }
}

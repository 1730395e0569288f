import { Body, Controller, Delete, Get, Headers, HttpCode, Param, Put, Res } from '@nestjs/common';
import { ApiHeader, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Access, Caller, type CompanyCaller } from '../auth/access.js';
import { etagOf, revisionOf } from '../platform/etag.js';
import {
  BindingDto,
  EmergencyDto,
  PutScheduleDto,
  PutSecretDto,
  PutValueDto,
  ScheduleBindingDto,
  ScheduleBindingsDto,
  SecretBindingsDto,
  UsesDto,
  ValueBindingDto,
  ValueBindingsDto,
} from './binding.dto.js';
import { BindingService } from './binding.service.js';

const SCHEDULE = { name: 'name', example: 'office-hours' };
const VALUE = { name: 'name', example: 'crm-address' };
const SECRET = { name: 'name', example: 'crm-key' };
const IF_MATCH = {
  name: 'if-match',
  required: false,
  description: 'The revision that you change; or send If-None-Match: * for one that is not there yet',
  example: '"3"',
};
const CHANGES = '412 with `current` when someone else changed it first. Visitors get the change at once.';

/** A new one is announced by `If-None-Match: *`, or by revision 0. */
const expected = (ifMatch?: string, ifNoneMatch?: string): number =>
  ifMatch === undefined && ifNoneMatch?.trim() === '*' ? 0 : revisionOf(ifMatch);

function tagged<Binding extends BindingDto>(reply: FastifyReply, binding: Binding): Binding {
  reply.header('etag', etagOf(binding.revision));
  return binding;
}

@ApiTags('Bindings')
@Controller('bindings')
export class BindingsController {
  constructor(private readonly bindings: BindingService) {}

  @Get('schedules')
  @Access('flows:read')
  @ApiOperation({ operationId: 'listSchedules', summary: 'Opening hours that flows name' })
  @ApiOkResponse({ type: ScheduleBindingsDto })
  async schedules(@Caller() caller: CompanyCaller): Promise<ScheduleBindingsDto> {
    return { items: await this.bindings.schedules(caller) };
  }

  @Get('schedules/:name')
  @Access('flows:read')
  @ApiOperation({ operationId: 'getSchedule', summary: 'One schedule, with its revision as ETag' })
  @ApiParam(SCHEDULE)
  @ApiOkResponse({ type: ScheduleBindingDto })
  async schedule(
    @Caller() caller: CompanyCaller,
    @Param('name') name: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ScheduleBindingDto> {
    return tagged(reply, await this.bindings.schedule(caller, name));
  }

  @Get('schedules/:name/uses')
  @Access('flows:read')
  @ApiOperation({ operationId: 'listScheduleUses', summary: 'Flows that ask it, drafts too' })
  @ApiParam(SCHEDULE)
  @ApiOkResponse({ type: UsesDto })
  async scheduleUses(@Caller() caller: CompanyCaller, @Param('name') name: string): Promise<UsesDto> {
    return { items: await this.bindings.uses(caller, 'schedule', name) };
  }

  @Put('schedules/:name')
  @Access('flows:publish')
  @ApiOperation({
    operationId: 'putSchedule',
    summary: 'Set opening hours',
    description: `${CHANGES} An emergency that stands goes on.`,
  })
  @ApiParam(SCHEDULE)
  @ApiHeader(IF_MATCH)
  @ApiOkResponse({ type: ScheduleBindingDto })
  async putSchedule(
    @Caller() caller: CompanyCaller,
    @Param('name') name: string,
    @Body() dto: PutScheduleDto,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Headers() headers: Record<string, string | undefined>,
  ): Promise<ScheduleBindingDto> {
    const revision = expected(headers['if-match'], headers['if-none-match']);
    return tagged(reply, await this.bindings.putSchedule(caller, name, revision, dto.schedule));
  }

  @Put('schedules/:name/emergency')
  @Access('flows:publish')
  @ApiOperation({
    operationId: 'closeSchedule',
    summary: 'Close at once, whatever the week says',
    description: 'Every flow that asks this schedule takes its emergency exit from now on. Sent again, it is replaced.',
  })
  @ApiParam(SCHEDULE)
  @ApiOkResponse({ type: ScheduleBindingDto })
  async close(
    @Caller() caller: CompanyCaller,
    @Param('name') name: string,
    @Body() dto: EmergencyDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ScheduleBindingDto> {
    return tagged(reply, await this.bindings.close(caller, name, dto));
  }

  @Delete('schedules/:name/emergency')
  @Access('flows:publish')
  @ApiOperation({ operationId: 'reopenSchedule', summary: 'Take the emergency back: the week counts again' })
  @ApiParam(SCHEDULE)
  @ApiOkResponse({ type: ScheduleBindingDto })
  async reopen(
    @Caller() caller: CompanyCaller,
    @Param('name') name: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ScheduleBindingDto> {
    return tagged(reply, await this.bindings.reopen(caller, name));
  }

  @Delete('schedules/:name')
  @HttpCode(204)
  @Access('flows:publish')
  @ApiOperation({
    operationId: 'deleteSchedule',
    summary: 'Delete a schedule',
    description: '409 with `usedBy` while flows that visitors get ask it.',
  })
  @ApiParam(SCHEDULE)
  @ApiNoContentResponse()
  removeSchedule(@Caller() caller: CompanyCaller, @Param('name') name: string): Promise<void> {
    return this.bindings.remove(caller, 'schedule', name);
  }

  @Get('values')
  @Access('flows:read')
  @ApiOperation({ operationId: 'listValues', summary: 'Values that flows name: addresses, account numbers' })
  @ApiOkResponse({ type: ValueBindingsDto })
  async values(@Caller() caller: CompanyCaller): Promise<ValueBindingsDto> {
    return { items: await this.bindings.values(caller) };
  }

  @Get('values/:name')
  @Access('flows:read')
  @ApiOperation({ operationId: 'getValue', summary: 'One value, with its revision as ETag' })
  @ApiParam(VALUE)
  @ApiOkResponse({ type: ValueBindingDto })
  async value(
    @Caller() caller: CompanyCaller,
    @Param('name') name: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ValueBindingDto> {
    return tagged(reply, await this.bindings.value(caller, name));
  }

  @Get('values/:name/uses')
  @Access('flows:read')
  @ApiOperation({ operationId: 'listValueUses', summary: 'Flows that name it, drafts too' })
  @ApiParam(VALUE)
  @ApiOkResponse({ type: UsesDto })
  async valueUses(@Caller() caller: CompanyCaller, @Param('name') name: string): Promise<UsesDto> {
    return { items: await this.bindings.uses(caller, 'value', name) };
  }

  @Put('values/:name')
  @Access('flows:publish')
  @ApiOperation({ operationId: 'putValue', summary: 'Set a value', description: CHANGES })
  @ApiParam(VALUE)
  @ApiHeader(IF_MATCH)
  @ApiOkResponse({ type: ValueBindingDto })
  async putValue(
    @Caller() caller: CompanyCaller,
    @Param('name') name: string,
    @Body() dto: PutValueDto,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Headers() headers: Record<string, string | undefined>,
  ): Promise<ValueBindingDto> {
    const revision = expected(headers['if-match'], headers['if-none-match']);
    return tagged(reply, await this.bindings.putValue(caller, name, revision, dto.value));
  }

  @Delete('values/:name')
  @HttpCode(204)
  @Access('flows:publish')
  @ApiOperation({
    operationId: 'deleteValue',
    summary: 'Delete a value',
    description: '409 with `usedBy` while flows that visitors get name it.',
  })
  @ApiParam(VALUE)
  @ApiNoContentResponse()
  removeValue(@Caller() caller: CompanyCaller, @Param('name') name: string): Promise<void> {
    return this.bindings.remove(caller, 'value', name);
  }

  @Get('secrets')
  @Access('flows:read')
  @ApiOperation({ operationId: 'listSecrets', summary: 'Names of the secrets that requests may send' })
  @ApiOkResponse({ type: SecretBindingsDto })
  async secrets(@Caller() caller: CompanyCaller): Promise<SecretBindingsDto> {
    return { items: await this.bindings.secrets(caller) };
  }

  @Get('secrets/:name/uses')
  @Access('flows:read')
  @ApiOperation({ operationId: 'listSecretUses', summary: 'Flows that name it, drafts too' })
  @ApiParam(SECRET)
  @ApiOkResponse({ type: UsesDto })
  async secretUses(@Caller() caller: CompanyCaller, @Param('name') name: string): Promise<UsesDto> {
    return { items: await this.bindings.uses(caller, 'secret', name) };
  }

  @Put('secrets/:name')
  @Access('secrets:write')
  @ApiOperation({
    operationId: 'putSecret',
    summary: 'Set a secret',
    description: `It is kept sealed and never given back. ${CHANGES}`,
  })
  @ApiParam(SECRET)
  @ApiHeader(IF_MATCH)
  @ApiOkResponse({ type: BindingDto })
  async putSecret(
    @Caller() caller: CompanyCaller,
    @Param('name') name: string,
    @Body() dto: PutSecretDto,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Headers() headers: Record<string, string | undefined>,
  ): Promise<BindingDto> {
    const revision = expected(headers['if-match'], headers['if-none-match']);
    return tagged(reply, await this.bindings.putSecret(caller, name, revision, dto.value));
  }

  @Delete('secrets/:name')
  @HttpCode(204)
  @Access('secrets:write')
  @ApiOperation({
    operationId: 'deleteSecret',
    summary: 'Delete a secret',
    description: '409 with `usedBy` while flows that visitors get name it.',
  })
  @ApiParam(SECRET)
  @ApiNoContentResponse()
  removeSecret(@Caller() caller: CompanyCaller, @Param('name') name: string): Promise<void> {
    return this.bindings.remove(caller, 'secret', name);
  }
}

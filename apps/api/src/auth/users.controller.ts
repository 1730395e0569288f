import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import { ListDto } from '../platform/list.js';
import { Access, Caller, type CompanyCaller } from './access.js';
import { Idempotent } from './idempotency.js';
import { EXAMPLE_ID } from './auth.dto.js';
import { UserService } from './user.service.js';
import { InviteUserDto, UpdateUserDto, UserDto, UserPageDto } from './users.dto.js';

const USER_PARAM = { name: 'id', format: 'uuid', example: EXAMPLE_ID };

@ApiTags('Users')
@Controller('users')
export class UsersController {
  constructor(private readonly users: UserService) {}

  @Get()
  @Access('users:read')
  @ApiOperation({ operationId: 'listUsers', summary: 'The people of the company, by e-mail' })
  @ApiOkResponse({ type: UserPageDto })
  list(@Caller() caller: CompanyCaller, @Query() query: ListDto): Promise<UserPageDto> {
    return this.users.list(caller, query);
  }

  @Post()
  @Idempotent()
  @Access('users:write')
  @ApiOperation({
    operationId: 'inviteUser',
    summary: 'Invite someone by a one-time link',
    description: 'Inviting someone who has not accepted yet sends a new link, and the old one stops working.',
  })
  @ApiCreatedResponse({ type: UserDto })
  invite(@Caller() caller: CompanyCaller, @Body() dto: InviteUserDto): Promise<UserDto> {
    return this.users.invite(caller, dto);
  }

  @Patch(':id')
  @Access('users:write')
  @ApiOperation({ operationId: 'updateUser', summary: 'Change what someone may do, or their name' })
  @ApiParam(USER_PARAM)
  @ApiOkResponse({ type: UserDto })
  update(@Caller() caller: CompanyCaller, @Param('id') id: string, @Body() dto: UpdateUserDto): Promise<UserDto> {
    return this.users.update(caller, id, dto);
  }

  @Delete(':id')
  @HttpCode(204)
  @Access('users:write')
  @ApiOperation({
    operationId: 'removeUser',
    summary: 'Take someone out of the company, or withdraw their invitation',
    description: 'Their sign-in to this company cannot be renewed; a token they hold works for 10 minutes at most.',
  })
  @ApiParam(USER_PARAM)
  @ApiNoContentResponse()
  remove(@Caller() caller: CompanyCaller, @Param('id') id: string): Promise<void> {
    return this.users.remove(caller, id);
  }
}

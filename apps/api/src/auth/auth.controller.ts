import { Body, Controller, Get, HttpCode, Ip, Param, Post, Req, Res } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Access, Caller } from './access.js';
import { AskResetDto, EnterCompanyDto, LinkDto, LoginDto, MeDto, RedeemLinkDto, SignedInDto } from './auth.dto.js';
import { LinkService } from './link.service.js';
import { RefreshCookie } from './refresh-cookie.js';
import { SignInService } from './sign-in.service.js';
import type { Caller as CallerOf } from './tokens.js';

const LINK_PARAM = { name: 'token', example: 'q8Zr0t3mVYw1x5N7bK2cJdFgHs4LpQeR6uTiAoXyZ9E' };

@ApiTags('Sign-in')
@Controller('auth')
export class AuthController {
  constructor(
    private readonly signIn: SignInService,
    private readonly links: LinkService,
    private readonly cookie: RefreshCookie,
  ) {}

  @Post('login')
  @HttpCode(200)
  @Access('public')
  @ApiOperation({
    operationId: 'login',
    summary: 'Sign in with e-mail and password',
    description: 'Answers an access token of 10 minutes, and sets the refresh token as the cookie `cd_refresh`.',
  })
  @ApiOkResponse({ type: SignedInDto })
  async login(
    @Body() dto: LoginDto,
    @Ip() ip: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SignedInDto> {
    return this.cookie.give(reply, await this.signIn.login(dto, ip));
  }

  @Post('refresh')
  @HttpCode(200)
  @Access('public')
  @ApiOperation({
    operationId: 'refresh',
    summary: 'Renew the sign-in with the cookie',
    description:
      'Each refresh token works once. One that is used again after its grace of 10 seconds ends the sign-in.',
  })
  @ApiOkResponse({ type: SignedInDto })
  async refresh(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<SignedInDto> {
    return this.cookie.give(reply, await this.signIn.refresh(this.cookie.read(request)));
  }

  @Post('logout')
  @HttpCode(204)
  @Access('public')
  @ApiOperation({ operationId: 'logout', summary: 'End this sign-in and every token that came from it' })
  @ApiNoContentResponse()
  async logout(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    await this.signIn.logout(this.cookie.read(request));
    this.cookie.drop(reply);
  }

  @Get('me')
  @Access('signed-in')
  @ApiOperation({ operationId: 'me', summary: 'Who is signed in, where, and what they may do' })
  @ApiOkResponse({ type: MeDto })
  me(@Caller() caller: CallerOf): Promise<MeDto> {
    return this.signIn.me(caller);
  }

  @Post('company')
  @HttpCode(200)
  @Access('signed-in')
  @ApiOperation({ operationId: 'enterCompany', summary: 'Act in a company: answers a new access token for it' })
  @ApiOkResponse({ type: SignedInDto })
  enterCompany(@Caller() caller: CallerOf, @Body() dto: EnterCompanyDto): Promise<SignedInDto> {
    return this.signIn.enterCompany(caller, dto);
  }

  @Post('password-reset')
  @HttpCode(202)
  @Access('public')
  @ApiOperation({
    operationId: 'askPasswordReset',
    summary: 'Ask for a link to set a new password',
    description: 'Answers 202 whether or not there is an account.',
  })
  async askReset(@Body() dto: AskResetDto, @Ip() ip: string): Promise<void> {
    await this.links.askReset(dto, ip);
  }

  @Post('links/:token/inspect')
  @HttpCode(200)
  @Access('public')
  @ApiOperation({ operationId: 'inspectLink', summary: 'What a one-time link is for, without using it' })
  @ApiParam(LINK_PARAM)
  @ApiOkResponse({ type: LinkDto })
  inspectLink(@Param('token') token: string): Promise<LinkDto> {
    return this.links.inspect(token);
  }

  @Post('links/:token')
  @HttpCode(200)
  @Access('public')
  @ApiOperation({ operationId: 'redeemLink', summary: 'Accept an invitation or set a new password, and sign in' })
  @ApiParam(LINK_PARAM)
  @ApiOkResponse({ type: SignedInDto })
  async redeemLink(
    @Param('token') token: string,
    @Body() dto: RedeemLinkDto,
    @Ip() ip: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SignedInDto> {
    return this.cookie.give(reply, await this.links.redeem(token, dto, ip));
  }
}

import { Global, Module } from '@nestjs/common';
import { Attempts } from './attempts.js';
import { AuthController } from './auth.controller.js';
import { CompaniesController } from './companies.controller.js';
import { CompanyService } from './company.service.js';
import { Letters } from './letters.js';
import { LinkService } from './link.service.js';
import { OpsController } from './ops.controller.js';
import { RefreshCookie } from './refresh-cookie.js';
import { RefreshFamilies } from './refresh-families.js';
import { SignInService } from './sign-in.service.js';
import { Tokens } from './tokens.js';
import { UserService } from './user.service.js';
import { UsersController } from './users.controller.js';

/** Global: every room's visitors and callers carry a token, and are counted where they may try only so often. */
@Global()
@Module({
  controllers: [AuthController, CompaniesController, OpsController, UsersController],
  providers: [
    Attempts,
    CompanyService,
    Letters,
    LinkService,
    RefreshCookie,
    RefreshFamilies,
    SignInService,
    Tokens,
    UserService,
  ],
  exports: [Attempts, Tokens],
})
export class AuthModule {}

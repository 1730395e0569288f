import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { IsString, MaxLength, MinLength } from 'class-validator';
import { Email, Id, Text } from '../platform/fields.js';
import { PASSWORD_MAX, PASSWORD_MIN } from './passwords.js';
import { COMPANY_ROLES, SCOPES, type Role, type Scope } from './scopes.js';

export const EXAMPLE_ID = '019ab2c4-5f1e-7c3a-9d42-6b1f0a7e8c55';

/** Unlike other text, a password is taken as typed: not trimmed, and any character will do. */
const Password = (min: number, example: string): PropertyDecorator =>
  applyDecorators(
    IsString({ message: 'Send the password as text.' }),
    MinLength(min, { message: min > 1 ? `Use at least ${min} characters.` : 'Fill in the password.' }),
    MaxLength(PASSWORD_MAX, { message: `Use at most ${PASSWORD_MAX} characters.` }),
    ApiProperty({ type: String, format: 'password', minLength: min, maxLength: PASSWORD_MAX, example }),
  );

export class LoginDto {
  @Email({ example: 'admin@demo.test' })
  email!: string;

  @Password(1, 'calldocker-demo')
  password!: string;
}

export class EnterCompanyDto {
  @Id({ example: EXAMPLE_ID })
  companyId!: string;
}

export class AskResetDto {
  @Email({ example: 'admin@demo.test' })
  email!: string;
}

export class RedeemLinkDto {
  @Text(120, { optional: true, example: 'Mira de Vries', description: 'For a new account; otherwise ignored' })
  name?: string;

  @Password(PASSWORD_MIN, 'seven green lanterns')
  password!: string;
}

const ROLES: Role[] = ['global_admin', ...COMPANY_ROLES];

class CompanyRefDto {
  @ApiProperty({ format: 'uuid', example: EXAMPLE_ID })
  id!: string;

  @ApiProperty({ example: 'Lantern Energy' })
  name!: string;
}

class MyCompanyDto extends CompanyRefDto {
  @ApiProperty({ enum: ROLES, example: 'company_admin' })
  role!: Role;
}

export class MeDto {
  @ApiProperty({ format: 'uuid', example: EXAMPLE_ID })
  userId!: string;

  @ApiProperty({ format: 'email', example: 'admin@demo.test' })
  email!: string;

  @ApiProperty({ example: 'Mira de Vries' })
  name!: string;

  @ApiProperty({ example: false })
  globalAdmin!: boolean;

  @ApiProperty({
    type: CompanyRefDto,
    nullable: true,
    description: 'The company acted in, or null before one is chosen',
  })
  company!: CompanyRefDto | null;

  @ApiProperty({ type: String, enum: ROLES, nullable: true, example: 'company_admin' })
  role!: Role | null;

  @ApiProperty({ enum: SCOPES, isArray: true, example: ['flows:read', 'flows:write'] })
  scopes!: Scope[];

  @ApiProperty({ type: [MyCompanyDto], description: 'The companies that can be entered' })
  companies!: MyCompanyDto[];

  @ApiProperty({ example: 'http://127.0.0.1:3000', description: 'Where visitor pages and widgets are served' })
  visitorOrigin!: string;
}

export class SignedInDto {
  @ApiProperty({
    example: 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIuLi4ifQ.c2lnbmF0dXJl',
    description: 'Send as a bearer token',
  })
  accessToken!: string;

  @ApiProperty({ type: 'integer', example: 600, description: 'Seconds until the access token ends' })
  expiresIn!: number;

  @ApiProperty({ type: MeDto })
  me!: MeDto;
}

export class LinkDto {
  @ApiProperty({ enum: ['invite', 'reset'], example: 'invite' })
  kind!: 'invite' | 'reset';

  @ApiProperty({ format: 'email', example: 'mira@lantern.test' })
  email!: string;

  @ApiProperty({
    type: String,
    nullable: true,
    example: 'Lantern Energy',
    description: 'Who invites; null for a reset',
  })
  companyName!: string | null;

  @ApiProperty({
    example: false,
    description: 'True when an invited person has an account already: they join with the password they have',
  })
  hasAccount!: boolean;
}

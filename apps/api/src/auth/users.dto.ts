import { ApiProperty } from '@nestjs/swagger';
import { Email, OneOf, Text } from '../platform/fields.js';
import { PageDto } from '../platform/list.js';
import { EXAMPLE_ID } from './auth.dto.js';
import { COMPANY_ROLES, type CompanyRole } from './scopes.js';

export class InviteUserDto {
  @Email({ example: 'mira@lantern.test' })
  email!: string;

  @OneOf(COMPANY_ROLES, { example: 'editor' })
  role!: CompanyRole;
}

export class UpdateUserDto {
  @OneOf(COMPANY_ROLES, { optional: true, example: 'supervisor' })
  role?: CompanyRole;

  @Text(120, { optional: true, example: 'Mira de Vries' })
  name?: string;
}

export class UserDto {
  @ApiProperty({ format: 'uuid', example: EXAMPLE_ID })
  id!: string;

  @ApiProperty({ format: 'email', example: 'mira@lantern.test' })
  email!: string;

  @ApiProperty({ example: 'Mira de Vries', description: 'Empty until the invitation is accepted' })
  name!: string;

  @ApiProperty({ enum: COMPANY_ROLES, example: 'editor' })
  role!: CompanyRole;

  @ApiProperty({ enum: ['active', 'invited'], example: 'active' })
  status!: 'active' | 'invited';

  @ApiProperty({ format: 'date-time', example: '2026-11-23T09:30:00.000Z', description: 'When they were invited' })
  createdAt!: string;
}

export class UserPageDto extends PageDto {
  @ApiProperty({ type: [UserDto] })
  items!: UserDto[];
}

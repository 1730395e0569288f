import { ApiProperty, PickType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsObject, IsUrl, Matches, MaxLength, ValidateNested } from 'class-validator';
import { Text } from '../platform/fields.js';

/** As `PushSubscription.toJSON()` gives them. */
export class PushKeysDto {
  /** 65 bytes. */
  @Matches(/^B[A-Za-z0-9_-]{86}$/, { message: 'p256dh must be the public key of the subscription, as base64url' })
  @ApiProperty({ example: `B${'A'.repeat(86)}`, description: 'The browser’s public key, as base64url' })
  p256dh!: string;

  /** 16 bytes. */
  @Matches(/^[A-Za-z0-9_-]{22}$/, { message: 'auth must be the secret of the subscription, as base64url' })
  @ApiProperty({ example: 'A'.repeat(22), description: 'The subscription’s secret, as base64url' })
  auth!: string;
}

export class SubscribePushDto {
  @IsUrl({ protocols: ['https'], require_protocol: true, require_tld: false, disallow_auth: true })
  @MaxLength(1000)
  @ApiProperty({
    example: 'https://push.example/send/abc',
    maxLength: 1000,
    description: 'At the browser’s push service',
  })
  endpoint!: string;

  @IsObject()
  @ValidateNested()
  @Type(() => PushKeysDto)
  @ApiProperty({ type: PushKeysDto })
  keys!: PushKeysDto;

  @Text(35, { example: 'nl', description: 'What the visitor is to be told in' })
  language!: string;
}

export class UnsubscribePushDto extends PickType(SubscribePushDto, ['endpoint']) {}

export class PushKeyDto {
  @ApiProperty({ example: `B${'A'.repeat(86)}`, description: '`applicationServerKey`, as base64url' })
  publicKey!: string;
}

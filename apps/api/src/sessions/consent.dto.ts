import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsUrl, MaxLength } from 'class-validator';
import { ANALYTICS, type Analytics } from '../flows/widgets/widget.dto.js';
import { OneOf, Text } from '../platform/fields.js';

const ANSWERS = ['given', 'refused'] as const;

export class ConsentDto {
  @OneOf(ANSWERS)
  answer!: (typeof ANSWERS)[number];

  @Text(20, { example: '2026-11', description: 'Version of the text that was answered' })
  text!: string;
}

export class AnswerConsentDto extends ConsentDto {
  @IsOptional()
  @IsUrl({ protocols: ['http', 'https'], require_protocol: true, require_tld: false })
  @MaxLength(2000)
  @ApiPropertyOptional({
    example: 'https://shop.example/orders',
    maxLength: 2000,
    description: 'Kept without its query, when the answer is `given`',
  })
  pageUrl?: string;
}

/** How the session stands with usage data. */
export class PrivacyDto {
  @ApiProperty({ enum: ANALYTICS, description: '`none`: nothing is asked, and nothing kept' })
  analytics!: Analytics;

  @ApiProperty({ type: String, enum: ANSWERS, nullable: true, description: 'Null: not answered, which counts as no' })
  answer!: (typeof ANSWERS)[number] | null;

  @ApiProperty({ description: 'The browser has said no by `DNT` or `Sec-GPC`: do not ask' })
  signalled!: boolean;
}

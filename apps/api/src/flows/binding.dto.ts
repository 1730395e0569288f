import { ApiProperty } from '@nestjs/swagger';
import { IsObject, ValidateBy } from 'class-validator';
import { isStorable, Text } from '../platform/fields.js';
import { Moment } from './moments.js';

/** Of a secret, as it is sent. */
const SECRET_BYTES = 4096;

const EXAMPLE_SCHEDULE = {
  timeZone: 'Europe/Berlin',
  week: [
    ...Array.from({ length: 5 }, () => [
      { from: '09:00', to: '12:00' },
      { from: '13:00', to: '17:30' },
    ]),
    [],
    [],
  ],
  holidays: [
    { name: 'Christmas', date: '12-25' },
    { name: 'Stocktaking', date: '2026-06-30', spans: [{ from: '13:00', to: '17:30' }] },
  ],
};

const USE_PLACES = ['live', 'scheduled', 'subflow', 'draft'] as const;

export class UseDto {
  @ApiProperty({ format: 'uuid', example: '01938f3e-7c1a-7b60-9b3e-5b0c6a1d2e3f' })
  flowId!: string;
  @ApiProperty({ example: 'Front door' })
  flowName!: string;
  @ApiProperty({ type: Number, nullable: true, example: 14, description: 'Null: the draft' })
  version!: number | null;
  @ApiProperty({
    enum: USE_PLACES,
    example: 'live',
    description: 'live or scheduled by itself, subflow of one that is, or draft',
  })
  as!: (typeof USE_PLACES)[number];
}

export class BindingDto {
  @ApiProperty({ example: 'office-hours', pattern: '^[a-z][a-z0-9-]{0,63}$' })
  name!: string;
  @ApiProperty({ example: 3, description: 'Send as If-Match when changing it' })
  revision!: number;
  @ApiProperty({ format: 'date-time' })
  updatedAt!: string;
}

export class EmergencyDto {
  @Text(120, { example: 'Water damage', description: 'For your own people; no visitor sees it' })
  reason!: string;

  @Moment({ optional: true, description: 'Absent: until it is taken back' })
  until?: string;
}

export class ScheduleBindingDto extends BindingDto {
  @ApiProperty({
    oneOf: [{ $ref: '#/components/schemas/Schedule' }],
    example: EXAMPLE_SCHEDULE,
    description: 'Without the emergency, which stands apart',
  })
  schedule!: object;
  @ApiProperty({ type: EmergencyDto, nullable: true, description: 'Closes it whatever the week says' })
  emergency!: EmergencyDto | null;
  @ApiProperty({ enum: ['open', 'closed', 'holiday', 'emergency'], example: 'open', description: 'At this moment' })
  now!: string;
}

export class ValueBindingDto extends BindingDto {
  @ApiProperty({ example: 'https://crm.example.com' })
  value!: string;
}

export class ScheduleBindingsDto {
  @ApiProperty({ type: [ScheduleBindingDto], description: 'In the order of their names' })
  items!: ScheduleBindingDto[];
}

export class ValueBindingsDto {
  @ApiProperty({ type: [ValueBindingDto], description: 'In the order of their names' })
  items!: ValueBindingDto[];
}

export class SecretBindingsDto {
  @ApiProperty({ type: [BindingDto], description: 'In the order of their names, without their values' })
  items!: BindingDto[];
}

export class UsesDto {
  @ApiProperty({ type: [UseDto] })
  items!: UseDto[];
}

export class PutScheduleDto {
  @IsObject()
  @ApiProperty({ oneOf: [{ $ref: '#/components/schemas/Schedule' }], example: EXAMPLE_SCHEDULE })
  schedule!: Record<string, unknown>;
}

export class PutValueDto {
  @Text(2000, { example: 'https://crm.example.com' })
  value!: string;
}

export class PutSecretDto {
  @ValidateBy({
    name: 'secret',
    validator: {
      validate: (value: unknown) =>
        isStorable(value) && value.length > 0 && Buffer.byteLength(value, 'utf8') <= SECRET_BYTES,
      defaultMessage: () => `value must be a text of 1 to ${SECRET_BYTES} bytes without control characters`,
    },
  })
  @ApiProperty({
    type: String,
    minLength: 1,
    maxLength: SECRET_BYTES,
    writeOnly: true,
    example: 'sk_live_51HqL…',
    description: 'Kept sealed, and never given back',
  })
  value!: string;
}

import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayUnique, IsArray, IsIn, Matches, ValidateIf } from 'class-validator';
import { Whole } from '../platform/fields.js';

export const SLOT_MINUTES = [15, 30, 60] as const;

export class SaveCallbackSettingsDto {
  @ValidateIf((dto: SaveCallbackSettingsDto) => dto.countries !== null)
  @IsArray()
  @ArrayMaxSize(250)
  @ArrayUnique()
  @Matches(/^[A-Z]{2}$/, { each: true, message: 'each country must be two capital letters such as DE' })
  @ApiPropertyOptional({
    type: [String],
    nullable: true,
    example: ['DE', 'NL'],
    description: 'Countries that are called back; null: any',
  })
  countries!: string[] | null;

  @Whole(1, 10, { example: 3, description: 'How often it is tried to reach somebody' })
  attempts!: number;

  @Whole(1, 1440, { example: 10, description: 'Minutes between two tries' })
  retryMinutes!: number;

  @Whole(1, 100, { example: 3, description: 'Requests for one number in 24 hours' })
  numbersPerDay!: number;

  @Whole(1, 10_000, { example: 60, description: 'Requests in one hour, whoever makes them' })
  callsPerHour!: number;

  @IsIn(SLOT_MINUTES)
  @ApiProperty({ enum: SLOT_MINUTES, example: 15, description: 'Length of a time that can be booked' })
  slotMinutes!: (typeof SLOT_MINUTES)[number];

  @Whole(0, 1000, { example: 2, description: 'Calls that can be booked for one time in a queue; 0: none can' })
  slotCapacity!: number;

  @Whole(1, 30, { example: 7, description: 'How many days ahead a time can be booked' })
  daysAhead!: number;
}

export class CallbackSettingsDto extends SaveCallbackSettingsDto {
  @ApiProperty({ example: 3, description: 'Send as If-Match when changing it; 0 before the first change' })
  revision!: number;
}

import { ApiProperty } from '@nestjs/swagger';
import { Whole } from '../../platform/fields.js';

export class WaitAccuracyQueryDto {
  @Whole(1, 90, { optional: true, example: 7, description: 'How many days back; 7 when absent' })
  days?: number;
}

const part = (description: string) => ({ type: Number, nullable: true, minimum: 0, maximum: 1, description }) as const;

export class WaitFiguresDto {
  @ApiProperty({ description: 'How many were told a range on joining, and answered' })
  ranges!: number;

  @ApiProperty({ ...part('Part of them that was answered within the range'), example: 0.81 })
  coverage!: number | null;

  @ApiProperty({ ...part('Part that was answered sooner'), example: 0.09 })
  sooner!: number | null;

  @ApiProperty({ ...part('Part that was answered later'), example: 0.1 })
  later!: number | null;

  @ApiProperty({ type: Number, nullable: true, description: 'From the middle of the range', example: 46 })
  meanErrorSeconds!: number | null;

  @ApiProperty({ type: Number, nullable: true, example: 150 })
  meanWidthSeconds!: number | null;
}

export class WaitDayDto extends WaitFiguresDto {
  @ApiProperty({ format: 'date', description: 'In UTC' })
  day!: string;
}

export class WaitPlacesDto extends WaitFiguresDto {
  @ApiProperty({ enum: ['1', '2-3', '4-7', '8+'], description: 'Where they stood' })
  places!: string;
}

export class WaitAccuracyDto extends WaitFiguresDto {
  @ApiProperty({ description: 'What ranges are made to hold for', example: 0.8 })
  target!: number;

  @ApiProperty({ example: 7 })
  days!: number;

  @ApiProperty({ type: [WaitDayDto] })
  byDay!: WaitDayDto[];

  @ApiProperty({ type: [WaitPlacesDto] })
  byPlace!: WaitPlacesDto[];
}

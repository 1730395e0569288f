import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayUnique, IsArray, ValidateNested } from 'class-validator';
import { Flag, Text } from '../platform/fields.js';

/** As long as entries keep them. */
export const DISPOSITION_LENGTH = 64;

export class DispositionDto {
  @Text(DISPOSITION_LENGTH, { example: 'Solved' })
  label!: string;

  @Flag({ example: false, description: 'Not to be chosen any more; records keep it' })
  archived!: boolean;
}

export class SaveDispositionsDto {
  @IsArray()
  @ArrayMaxSize(50)
  @ArrayUnique((item: DispositionDto | null) => String(item?.label).trim().toLowerCase(), {
    message: 'items must differ by their label, whatever its case',
  })
  @ValidateNested({ each: true })
  @Type(() => DispositionDto)
  @ApiProperty({ type: [DispositionDto], description: 'All of them, in the order agents see' })
  items!: DispositionDto[];

  @Flag({ example: false, description: 'Whether no talk is finished without one' })
  required!: boolean;
}

export class DispositionsDto extends SaveDispositionsDto {
  @ApiProperty({ type: 'integer', example: 1, description: 'Send as If-Match; 0 before the first change' })
  revision!: number;
}

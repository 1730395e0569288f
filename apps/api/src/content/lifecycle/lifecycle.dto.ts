import { ApiProperty } from '@nestjs/swagger';

export class FindingDto {
  @ApiProperty({ format: 'uuid', example: '019ab1c0-7000-7000-8000-0000000000c1' })
  contentId!: string;

  @ApiProperty({ example: 'Welcome to the workshop' })
  name!: string;

  @ApiProperty({ example: '3/fallback.mp4', description: 'Below the piece’s folder in the store' })
  file!: string;

  @ApiProperty({ enum: ['missing', 'size', 'checksum'], example: 'size' })
  code!: 'missing' | 'size' | 'checksum';

  @ApiProperty({ example: 'There are 4096 bytes, and there were 187412.' })
  detail!: string;

  @ApiProperty({ format: 'date-time', example: '2026-11-23T14:05:00.000Z' })
  foundAt!: string;
}

export class ContentAuditDto {
  @ApiProperty({ type: 'integer', example: 38, description: 'Finished pieces' })
  pieces!: number;

  @ApiProperty({ type: 'integer', example: 38, description: 'Of them, those whose files have been looked at' })
  checked!: number;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: '2026-11-20T03:00:00.000Z' })
  oldestCheckAt!: string | null;

  @ApiProperty({ type: [FindingDto], description: 'Where the store is not as it should be, at most 500' })
  findings!: FindingDto[];
}

import { ApiProperty } from '@nestjs/swagger';

export class VoiceDto {
  @ApiProperty({ example: 'espeak-ng:gmw/en-US' })
  id!: string;

  @ApiProperty({ example: 'English (America)' })
  name!: string;

  @ApiProperty({ example: 'en-US', description: 'BCP 47 tag' })
  language!: string;

  @ApiProperty({ example: 'espeak-ng' })
  engine!: string;
}

export class VoicesDto {
  @ApiProperty({ type: [VoiceDto], description: 'Empty where nothing that speaks is installed' })
  items!: VoiceDto[];
}

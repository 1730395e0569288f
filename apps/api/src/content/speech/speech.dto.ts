import { ApiProperty } from '@nestjs/swagger';
import { Decimal, Text } from '../../platform/fields.js';

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

/** What is spoken, and how. */
export class SpeechDto {
  @ApiProperty({ example: 'Welcome to the workshop. What can we do for you?' })
  text!: string;

  @ApiProperty({ example: 'en-US', description: 'BCP 47 tag' })
  language!: string;

  @ApiProperty({ example: 'espeak-ng:gmw/en-US', description: 'Id of the voice' })
  voice!: string;

  @ApiProperty({ example: 1, description: 'Relative to the voice’s own' })
  speed!: number;
}

export class SpeakDto {
  @Text(5000, {
    example: 'Welcome to the workshop. What can we do for you?',
    description: 'Spoken as it stands; mark-up too',
  })
  text!: string;

  @Text(35, { example: 'en-US', description: 'BCP 47 tag' })
  language!: string;

  @Text(200, {
    optional: true,
    example: 'espeak-ng:gmw/en-US',
    description: 'Id of a voice. The best one for the language unless given',
  })
  voice?: string;

  @Decimal(0.5, 2, { optional: true, example: 1, description: 'Relative to the voice’s own. 1 unless given' })
  speed?: number;
}

export class CreateSpeechDto extends SpeakDto {
  @Text(200, { example: 'Welcome, spoken' })
  name!: string;
}

export class VoicesDto {
  @ApiProperty({ type: [VoiceDto], description: 'Empty where nothing that speaks is installed' })
  items!: VoiceDto[];
}

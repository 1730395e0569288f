import { ApiProperty } from '@nestjs/swagger';
import { Flag, flagged, Whole } from '../../platform/fields.js';

export class AnswerRecordingDto {
  @Flag({ description: 'Whether the visitor agrees' })
  accept!: boolean;
}

export class PieceQueryDto {
  @flagged
  @Flag({ description: 'Nothing more comes' })
  last!: boolean;
}

export class RecordingSettingsDto {
  @Flag({ example: true, description: 'Whether agents may ask to record a call' })
  enabled!: boolean;

  @Whole(1, 3650, { example: 30, description: 'Recordings of calls are deleted so many days after they ended' })
  days!: number;
}

/** Where a recording is played. */
export class RecordingLinkDto {
  @ApiProperty({ example: '/api/v1/recordings/files/AZOP...', description: 'For `video` and `audio` elements' })
  url!: string;

  @ApiProperty({ enum: ['audio', 'video'] })
  kind!: 'audio' | 'video';

  @ApiProperty({ format: 'date-time' })
  expiresAt!: string;
}

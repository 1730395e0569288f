import type { Finding } from '@calldocker/captions';
import { ApiProperty } from '@nestjs/swagger';
import { OneOf } from '../../platform/fields.js';

export const CAPTION_FORMATS = ['json', 'vtt', 'srt', 'txt'] as const;
export type CaptionFormat = (typeof CAPTION_FORMATS)[number];

export class ReadCaptionsDto {
  @OneOf(CAPTION_FORMATS, {
    optional: true,
    example: 'srt',
    description: 'WebVTT, SubRip, or the transcript as text; else what Accept asks for, else JSON',
  })
  format?: CaptionFormat;
}

export class CueDto {
  @ApiProperty({ example: 1.2, description: 'In seconds' })
  start!: number;

  @ApiProperty({ example: 3.9 })
  end!: number;

  @ApiProperty({ example: 'Hello, and <i>welcome</i>.', description: 'Plain text with WebVTT’s tags; never HTML' })
  text!: string;

  @ApiProperty({ required: false, example: 'line:10%', description: 'WebVTT’s settings' })
  settings?: string;
}

export class CaptionIssueDto {
  @ApiProperty({ example: 'overlap' })
  code!: Finding['code'];

  @ApiProperty({ enum: ['error', 'warning'] })
  severity!: 'error' | 'warning';

  @ApiProperty({ example: 2, description: 'Number of the cue, from 1' })
  cue!: number;

  @ApiProperty({ example: '00:00:03.400', description: 'When the cue begins' })
  at!: string;

  @ApiProperty({ example: 'This cue begins while another is still shown.' })
  message!: string;

  @ApiProperty({ example: 'Let it begin when the other one ends.' })
  repair!: string;
}

export class CaptionsDto {
  @ApiProperty({ example: 'nl' })
  language!: string;

  @ApiProperty({ example: 'Nederlands' })
  label!: string;

  @ApiProperty({ example: 1763900000000, description: 'Send as If-Match when changing them' })
  edition!: number;

  @ApiProperty({ type: [CueDto] })
  cues!: CueDto[];

  @ApiProperty({ type: [CaptionIssueDto], description: 'What makes them hard to follow' })
  issues!: CaptionIssueDto[];
}

import { ApiProperty } from '@nestjs/swagger';
import { Text } from '../platform/fields.js';
import { PageDto } from '../platform/list.js';
import { MESSAGE_LENGTH } from './messages.dto.js';

export class SaveReplyDto {
  @Text(40, { example: 'reset', description: 'By which agents find it' })
  shortcut!: string;

  @Text(MESSAGE_LENGTH, { example: 'Hold the button for ten seconds; the light turns green.' })
  text!: string;
}

export class ReplyDto extends SaveReplyDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ type: 'integer', example: 1 })
  revision!: number;
}

export class ReplyPageDto extends PageDto {
  @ApiProperty({ type: [ReplyDto] })
  items!: ReplyDto[];
}

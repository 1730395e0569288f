import { ApiProperty } from '@nestjs/swagger';
import { Id, Text, Whole } from '../platform/fields.js';
import { PageDto } from '../platform/list.js';

export const MESSAGE_LENGTH = 4_000;

const AUTHORS = ['visitor', 'agent', 'supervisor'] as const;
export type Author = (typeof AUTHORS)[number];
const EVENTS = ['joined', 'left'] as const;

export class SendMessageDto {
  @Id({ description: 'A UUID of your own: sent again with it, the message is there once' })
  id!: string;

  @Text(MESSAGE_LENGTH, { example: 'The charger light is green.' })
  text!: string;
}

export class SendFileDto {
  @Id({ description: 'A UUID of your own: sent again with it, the file is there once' })
  id!: string;

  @Text(200, { example: 'battery.jpg' })
  name!: string;
}

export class ReadMessagesDto {
  @Whole(1, 2 ** 31 - 1, { example: 4, description: 'Number of the last message that was seen' })
  seq!: number;
}

export class MessageFileDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ example: 'battery.jpg' })
  name!: string;

  @ApiProperty({ example: 'image/jpeg', description: 'By its bytes, not by its name' })
  type!: string;

  @ApiProperty({ type: 'integer', example: 48210 })
  bytes!: number;
}

export class MessageDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ type: 'integer', example: 4, description: 'Place in the conversation, from 1 without gaps' })
  seq!: number;

  @ApiProperty({ enum: AUTHORS })
  author!: Author;

  @ApiProperty({ type: String, nullable: true, example: 'Anna', description: 'Of the agent or supervisor' })
  name!: string | null;

  @ApiProperty({ example: 'The charger light is green.', description: 'Plain text; empty for a file or an event' })
  text!: string;

  @ApiProperty({ enum: EVENTS, nullable: true, description: 'A supervisor came into the talk, or went' })
  event!: (typeof EVENTS)[number] | null;

  @ApiProperty({ type: MessageFileDto, nullable: true })
  file!: MessageFileDto | null;

  @ApiProperty({ format: 'date-time' })
  at!: string;
}

export class MessagePageDto extends PageDto {
  @ApiProperty({ type: [MessageDto] })
  items!: MessageDto[];
}

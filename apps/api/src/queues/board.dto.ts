import { ApiProperty } from '@nestjs/swagger';
import { IsISO8601 } from 'class-validator';
import { ListDto, PageDto } from '../platform/list.js';

export class BoardQueryDto extends ListDto {
  @IsISO8601({ strict: true })
  @ApiProperty({ format: 'date-time', description: 'Where the viewer’s day began, on the viewer’s clock' })
  since!: string;
}

/** Of those who joined in the time: a service level is a share of all whose wait ended, but those who left at once. */
export class LevelDto {
  @ApiProperty({ type: 'integer', example: 40 })
  answered!: number;
  @ApiProperty({
    type: 'integer',
    example: 4,
    description: 'Gave up, after more than the seconds of the service level',
  })
  left!: number;
  @ApiProperty({ type: Number, nullable: true, example: 0.86, description: 'Answered in time, 0 to 1; null of nobody' })
  inTime!: number | null;
  @ApiProperty({ type: Number, nullable: true, example: 21.5, description: 'Average speed of answer' })
  meanWaitSeconds!: number | null;
}

export class QueueBoardDto {
  @ApiProperty({ format: 'uuid' })
  queueId!: string;
  @ApiProperty({ example: 'Support' })
  title!: string;
  @ApiProperty({ type: 'integer', example: 3, description: 'In line, offered ones too' })
  waiting!: number;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'When the oldest of them joined' })
  oldestJoinedAt!: string | null;
  @ApiProperty({ type: 'integer', example: 2 })
  serving!: number;
  @ApiProperty({ type: 'integer', example: 1, description: 'Agents of the queue who are ready and free' })
  free!: number;
  @ApiProperty({ type: 'integer', example: 3, description: 'Agents of the queue who are there, breaks too' })
  present!: number;
  @ApiProperty({ type: 'integer', example: 30 })
  serviceLevelSeconds!: number;
  @ApiProperty({ type: 'integer', example: 80 })
  serviceLevelPercent!: number;
  @ApiProperty({ type: LevelDto, description: 'The last 30 minutes' })
  now!: LevelDto;
  @ApiProperty({ type: LevelDto })
  today!: LevelDto;
}

export class BoardDto extends PageDto {
  @ApiProperty({ type: [QueueBoardDto], description: 'By title' })
  queues!: QueueBoardDto[];
}

import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsUUID, Matches, ValidateIf } from 'class-validator';
import { Flag, Text, Whole } from '../platform/fields.js';
import { PageDto } from '../platform/list.js';

const NAME = /^[a-z][a-z0-9-]{0,63}$/;
const unlessNull = (field: string): PropertyDecorator =>
  ValidateIf((dto: Record<string, unknown>) => dto[field] !== undefined && dto[field] !== null);

/** A whole number, or null for none. */
const WholeOrNull = (field: string, min: number, max: number, description: string): PropertyDecorator => {
  const decorators = [
    Whole(min, max, { optional: true }),
    unlessNull(field),
    ApiPropertyOptional({ type: 'integer', nullable: true, minimum: min, maximum: max, description }),
  ];
  return (target, key) => decorators.forEach((decorate) => decorate(target, key));
};

export class UpdateQueueDto {
  @Text(120, { optional: true, example: 'Support' })
  title?: string;

  @Flag({ optional: true, description: 'Chats that name no queue come here; the one before is no default any more' })
  isDefault?: boolean;

  @unlessNull('schedule')
  @Matches(NAME)
  @ApiPropertyOptional({
    type: String,
    nullable: true,
    example: 'shop',
    description: 'Opening hours; null: always open',
  })
  schedule?: string | null;

  @WholeOrNull('capacity', 0, 100_000, 'How many may wait; null: any number')
  capacity?: number | null;

  @unlessNull('overflowQueueId')
  @IsUUID()
  @ApiPropertyOptional({
    type: String,
    format: 'uuid',
    nullable: true,
    description: 'Where they go for whom there is no room, or who have waited too long; null: on by the overflow exit',
  })
  overflowQueueId?: string | null;

  @WholeOrNull('overflowAfterSeconds', 10, 7200, 'After this wait a visitor overflows; null: as long as the flow says')
  overflowAfterSeconds?: number | null;

  @Whole(1, 7200, { optional: true, example: 30, description: 'Service level: answered within' })
  serviceLevelSeconds?: number;

  @Whole(1, 100, { optional: true, example: 80, description: 'Service level: for this share of visitors' })
  serviceLevelPercent?: number;

  @Whole(5, 300, { optional: true, example: 20, description: 'How long an agent has to accept an offer' })
  offerSeconds?: number;

  @Whole(0, 3600, { optional: true, example: 60, description: 'How long a wrap-up lasts at most' })
  wrapUpSeconds?: number;

  @Whole(0, 43_200, {
    optional: true,
    example: 60,
    description: 'Who comes back within these goes to the agent they had, where free; 0: to anyone',
  })
  stickyMinutes?: number;

  @Whole(1, 5, { optional: true, example: 2, description: 'Level at which skills are wanted at first' })
  skillLevel?: number;

  @WholeOrNull('skillRelaxSeconds', 5, 7200, 'After each span one level less is wanted, at last none; null: never')
  skillRelaxSeconds?: number | null;

  @Whole(5, 14_400, {
    optional: true,
    example: 300,
    description: 'What an agent needs for a visitor, until enough have been served to tell',
  })
  handleSeconds?: number;
}

export class CreateQueueDto extends UpdateQueueDto {
  @Matches(NAME, { message: 'name takes small letters, digits and -, beginning with a letter, up to 64' })
  @ApiProperty({ example: 'support', pattern: NAME.source, description: 'As flows name it; it stays' })
  name!: string;

  @Text(120, { example: 'Support' })
  declare title: string;
}

export class QueueDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;
  @ApiProperty({ example: 'support', description: 'As flows name it' })
  name!: string;
  @ApiProperty({ example: 'Support' })
  title!: string;
  @ApiProperty()
  isDefault!: boolean;
  @ApiProperty({ type: String, nullable: true, example: 'shop' })
  schedule!: string | null;
  @ApiProperty({ type: 'integer', nullable: true })
  capacity!: number | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  overflowQueueId!: string | null;
  @ApiProperty({ type: 'integer', nullable: true })
  overflowAfterSeconds!: number | null;
  @ApiProperty({ type: 'integer', example: 30 })
  serviceLevelSeconds!: number;
  @ApiProperty({ type: 'integer', example: 80 })
  serviceLevelPercent!: number;
  @ApiProperty({ type: 'integer', example: 20 })
  offerSeconds!: number;
  @ApiProperty({ type: 'integer', example: 60 })
  wrapUpSeconds!: number;
  @ApiProperty({ type: 'integer', example: 60 })
  stickyMinutes!: number;
  @ApiProperty({ type: 'integer', example: 1 })
  skillLevel!: number;
  @ApiProperty({ type: 'integer', nullable: true })
  skillRelaxSeconds!: number | null;
  @ApiProperty({ type: 'integer', example: 300 })
  handleSeconds!: number;
  @ApiProperty({ type: 'integer', example: 4, description: 'How many wait now, offered ones too' })
  waiting!: number;
  @ApiProperty({ type: 'integer', example: 2, description: 'How many are being served now' })
  serving!: number;
  @ApiProperty({ type: 'integer', example: 3, description: 'Agents of the queue' })
  agents!: number;
  @ApiProperty({ type: 'integer', example: 3, description: 'Send as If-Match when changing it' })
  revision!: number;
  @ApiProperty({ format: 'date-time' })
  updatedAt!: string;
}

export class QueuePageDto extends PageDto {
  @ApiProperty({ type: [QueueDto] })
  items!: QueueDto[];
}

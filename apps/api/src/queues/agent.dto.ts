import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayUnique, IsArray, IsUUID, ValidateNested } from 'class-validator';
import { Absent, OneOf, Text, Whole } from '../platform/fields.js';
import { PageDto } from '../platform/list.js';
import { QueueEntryDto } from './entry.dto.js';

const AVAILABILITIES = ['ready', 'break', 'offline'] as const;
export type Availability = (typeof AVAILABILITIES)[number];
const STANDINGS = [...AVAILABILITIES, 'offered', 'serving', 'wrap_up'] as const;
export type Standing = (typeof STANDINGS)[number];

export class SetAvailabilityDto {
  @OneOf(AVAILABILITIES, { example: 'ready' })
  availability!: Availability;

  @Text(60, { optional: true, example: 'lunch', description: 'Why there is a break' })
  reason?: string;
}

export class AgentSkillDto {
  @Text(64, { example: 'dutch' })
  skill!: string;

  @Whole(1, 5, { example: 3, description: '5 is best' })
  level!: number;
}

export class UpdateAgentDto {
  @Whole(1, 20, { optional: true, example: 3, description: 'Chats at a time' })
  chatLimit?: number;

  @Absent()
  @IsArray()
  @ArrayMaxSize(200)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  @ApiPropertyOptional({ type: [String], format: 'uuid', description: 'All queues of the agent' })
  queueIds?: string[];

  @Absent()
  @IsArray()
  @ArrayMaxSize(50)
  @ArrayUnique((one: AgentSkillDto | null) => one?.skill)
  @ValidateNested({ each: true })
  @Type(() => AgentSkillDto)
  @ApiPropertyOptional({ type: [AgentSkillDto], description: 'All skills of the agent' })
  skills?: AgentSkillDto[];
}

export class AgentDto {
  @ApiProperty({ format: 'uuid' })
  userId!: string;
  @ApiProperty({ example: 'Ari Agent' })
  name!: string;
  @ApiProperty({ example: 'ari@example.com' })
  email!: string;
  @ApiProperty({ enum: AVAILABILITIES })
  availability!: Availability;
  @ApiProperty({ type: String, nullable: true, example: 'lunch' })
  reason!: string | null;
  @ApiProperty({ format: 'date-time', description: 'When the availability began' })
  since!: string;
  @ApiProperty({ enum: STANDINGS, description: 'What the agent is at: the availability, unless somebody is in hand' })
  standing!: Standing;
  @ApiProperty({ type: 'integer', example: 2, description: 'Visitors in hand, in wrap-up too' })
  inHand!: number;
  @ApiProperty({ type: 'integer', example: 3 })
  chatLimit!: number;
  @ApiProperty({ type: [String], format: 'uuid' })
  queueIds!: string[];
  @ApiProperty({ type: [AgentSkillDto] })
  skills!: AgentSkillDto[];
  @ApiProperty({ type: 'integer', example: 3, description: 'Send as If-Match when changing it' })
  revision!: number;
}

export class AgentPageDto extends PageDto {
  @ApiProperty({ type: [AgentDto] })
  items!: AgentDto[];
}

export class MyDeskDto {
  @ApiProperty({ type: AgentDto })
  agent!: AgentDto;
  @ApiProperty({ type: [QueueEntryDto], description: 'Offered, in service and in wrap-up, the oldest first' })
  entries!: QueueEntryDto[];
}

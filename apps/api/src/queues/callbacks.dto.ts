import { ApiProperty } from '@nestjs/swagger';
import { OneOf } from '../platform/fields.js';
import { ListDto, PageDto } from '../platform/list.js';

const STATUSES = ['requested', 'called', 'cancelled'] as const;

export class ListCallbacksDto extends ListDto {
  @OneOf(STATUSES, { optional: true })
  status?: (typeof STATUSES)[number];
}

export class CallbackDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ format: 'uuid' })
  sessionId!: string;

  @ApiProperty({ format: 'uuid' })
  flowId!: string;

  @ApiProperty({ example: 'Welcome' })
  flowName!: string;

  @ApiProperty({ enum: STATUSES })
  status!: (typeof STATUSES)[number];

  @ApiProperty({ type: String, nullable: true, example: '+31612345678', description: 'Null once erased' })
  number!: string | null;

  @ApiProperty({ type: String, nullable: true, example: 'Noor' })
  name!: string | null;

  @ApiProperty({ type: String, nullable: true, example: 'My order' })
  about!: string | null;

  @ApiProperty({ format: 'date-time' })
  requestedAt!: string;
}

export class CallbackPageDto extends PageDto {
  @ApiProperty({ type: [CallbackDto] })
  items!: CallbackDto[];
}

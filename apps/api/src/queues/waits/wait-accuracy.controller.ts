import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { Access, Caller, type CompanyCaller } from '../../auth/access.js';
import { WaitAccuracyDto, WaitAccuracyQueryDto } from './wait-accuracy.dto.js';
import { WaitAccuracy } from './wait-accuracy.js';

@ApiTags('Queues')
@Controller('queues/:id/wait-accuracy')
export class WaitAccuracyController {
  constructor(private readonly accuracy: WaitAccuracy) {}

  @Get()
  @Access('queues:read')
  @ApiOperation({
    operationId: 'waitAccuracy',
    summary: 'How often the waits that visitors were told came true',
    description:
      'Of the ranges told on joining, those of visitors who were answered. They are made to hold for four in five (`target`).',
  })
  @ApiParam({ name: 'id', format: 'uuid', example: '01938f3e-7c1a-7b60-9b3e-5b0c6a1d2e3f' })
  @ApiOkResponse({ type: WaitAccuracyDto })
  of(@Caller() caller: CompanyCaller, @Param('id') id: string, @Query() query: WaitAccuracyQueryDto) {
    return this.accuracy.of(caller, id, query);
  }
}

import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { Access, Caller, type CompanyCaller } from '../../auth/access.js';
import { idIn } from '../../platform/parameters.js';
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
  @ApiParam(idIn('id'))
  @ApiOkResponse({ type: WaitAccuracyDto })
  of(@Caller() caller: CompanyCaller, @Param('id') id: string, @Query() query: WaitAccuracyQueryDto) {
    return this.accuracy.of(caller, id, query);
  }
}

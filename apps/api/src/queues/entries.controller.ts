import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { Access, Caller, type CompanyCaller } from '../auth/access.js';
import { Idempotent } from '../auth/idempotency.js';
import { isId } from '../platform/ids.js';
import { idIn } from '../platform/parameters.js';
import { Problem } from '../platform/problem.js';
import { Entries, type Target } from './entries.js';
import { EntryList } from './entry-list.js';
import {
  FinishEntryDto,
  ListQueueEntriesDto,
  MoveEntryDto,
  QueueEntryDto,
  QueueEntryPageDto,
  TransferEntryDto,
} from './entry.dto.js';

const ID = idIn('id');

@ApiTags('Queues')
@Controller()
export class EntriesController {
  constructor(
    private readonly entries: Entries,
    private readonly list: EntryList,
  ) {}

  @Get('queues/:id/entries')
  @Access('queues:read')
  @ApiOperation({
    operationId: 'listQueueEntries',
    summary: 'Visitors in line and in service, in the order of the line; or those that are over, the latest first',
  })
  @ApiParam(ID)
  @ApiOkResponse({ type: QueueEntryPageDto })
  ofQueue(
    @Caller() caller: CompanyCaller,
    @Param('id') id: string,
    @Query() query: ListQueueEntriesDto,
  ): Promise<QueueEntryPageDto> {
    return this.list.ofQueue(caller, id, query);
  }

  @Post('queues/:id/take')
  @HttpCode(200)
  @Idempotent()
  @Access('desk:work')
  @ApiOperation({
    operationId: 'takeNext',
    summary: 'Serve whoever is first in this line',
    description:
      '409 `queue.empty` when nobody waits whom the caller can take, `agent.busy` when the caller has no room.',
  })
  @ApiParam(ID)
  @ApiOkResponse({ type: QueueEntryDto })
  async take(@Caller() caller: CompanyCaller, @Param('id') id: string): Promise<QueueEntryDto> {
    if (!isId(id)) throw new Problem('not-found');
    return this.shown(caller, await this.entries.takeNext(caller, id));
  }

  @Post('agents/me/take')
  @HttpCode(200)
  @Idempotent()
  @Access('desk:work')
  @ApiOperation({ operationId: 'takeNextOfMine', summary: 'Serve whoever is first over all of the caller’s queues' })
  @ApiOkResponse({ type: QueueEntryDto })
  async takeOfMine(@Caller() caller: CompanyCaller): Promise<QueueEntryDto> {
    return this.shown(caller, await this.entries.takeNext(caller, null));
  }

  @Get('queue-entries/:id')
  @Access('queues:read')
  @ApiOperation({ operationId: 'getQueueEntry', summary: 'One visitor’s wait and service' })
  @ApiParam(ID)
  @ApiOkResponse({ type: QueueEntryDto })
  get(@Caller() caller: CompanyCaller, @Param('id') id: string): Promise<QueueEntryDto> {
    return this.list.get(caller, id);
  }

  @Post('queue-entries/:id/accept')
  @HttpCode(200)
  @Access('desk:work')
  @ApiOperation({
    operationId: 'acceptOffer',
    summary: 'Take the visitor that is offered to the caller',
    description: 'Accepted again it stays accepted. 409 `entry.offer-over` when it is offered no more.',
  })
  @ApiParam(ID)
  @ApiOkResponse({ type: QueueEntryDto })
  async accept(@Caller() caller: CompanyCaller, @Param('id') id: string): Promise<QueueEntryDto> {
    return this.shown(caller, await this.entries.accept(caller, id));
  }

  @Post('queue-entries/:id/decline')
  @HttpCode(204)
  @Access('desk:work')
  @ApiOperation({ operationId: 'declineOffer', summary: 'Leave the visitor to somebody else; they keep their place' })
  @ApiParam(ID)
  @ApiNoContentResponse()
  decline(@Caller() caller: CompanyCaller, @Param('id') id: string): Promise<void> {
    return this.entries.decline(caller, id);
  }

  @Post('queue-entries/:id/end')
  @HttpCode(200)
  @Access('desk:work')
  @ApiOperation({
    operationId: 'endService',
    summary: 'End the talk: the visitor goes on in the flow, the agent wraps up',
  })
  @ApiParam(ID)
  @ApiOkResponse({ type: QueueEntryDto })
  async end(@Caller() caller: CompanyCaller, @Param('id') id: string): Promise<QueueEntryDto> {
    return this.shown(caller, await this.entries.end(caller, id));
  }

  @Post('queue-entries/:id/finish')
  @HttpCode(200)
  @Access('desk:work')
  @ApiOperation({
    operationId: 'finishEntry',
    summary: 'End the talk if it goes on, and the wrap-up',
    description:
      '422 `entry.disposition-required` where the company asks for one, `entry.disposition-unknown` for words that are ' +
      'not on its list; both with `dispositions`, those that can be chosen.',
  })
  @ApiParam(ID)
  @ApiOkResponse({ type: QueueEntryDto })
  async finish(
    @Caller() caller: CompanyCaller,
    @Param('id') id: string,
    @Body() dto: FinishEntryDto,
  ): Promise<QueueEntryDto> {
    return this.shown(caller, await this.entries.finish(caller, id, dto));
  }

  @Post('queue-entries/:id/transfer')
  @HttpCode(200)
  @Access('desk:work')
  @ApiOperation({
    operationId: 'transferEntry',
    summary: 'Hand the visitor over to a queue or an agent, with all that belongs to the entry',
  })
  @ApiParam(ID)
  @ApiOkResponse({ type: QueueEntryDto })
  async transfer(
    @Caller() caller: CompanyCaller,
    @Param('id') id: string,
    @Body() dto: TransferEntryDto,
  ): Promise<QueueEntryDto> {
    return this.shown(caller, await this.entries.transfer(caller, id, targetOf(dto)));
  }

  @Patch('queue-entries/:id')
  @Access('desk:supervise')
  @ApiOperation({ operationId: 'moveEntry', summary: 'Give a waiting visitor another priority, or another queue' })
  @ApiParam(ID)
  @ApiOkResponse({ type: QueueEntryDto })
  async move(
    @Caller() caller: CompanyCaller,
    @Param('id') id: string,
    @Body() dto: MoveEntryDto,
  ): Promise<QueueEntryDto> {
    return this.shown(caller, await this.entries.move(caller, id, dto));
  }

  private shown(caller: CompanyCaller, { id }: { id: string }): Promise<QueueEntryDto> {
    return this.list.get(caller, id);
  }
}

function targetOf({ queueId, agentId }: TransferEntryDto): Target {
  if (queueId !== undefined && agentId === undefined) return { queueId };
  if (agentId !== undefined && queueId === undefined) return { agentId };
  throw new Problem('request.invalid', {
    errors: [{ field: 'queueId', message: 'give queueId or agentId, one of the two' }],
  });
}

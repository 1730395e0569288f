import { Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import { Access, Caller, type CompanyCaller } from '../../auth/access.js';
import { idIn } from '../../platform/parameters.js';
import { NewWidgetSecretDto, WidgetSecretsDto } from './widget-secret.dto.js';
import { WidgetSecrets } from './widget-secrets.js';

const ID = idIn('id');

@ApiTags('Widgets')
@Controller('widgets/:id/secrets')
export class WidgetSecretsController {
  constructor(private readonly secrets: WidgetSecrets) {}

  @Get()
  @Access('widgets:read')
  @ApiOperation({ operationId: 'listWidgetSecrets', summary: 'The secrets that sign a widget’s visitors' })
  @ApiParam(ID)
  @ApiOkResponse({ type: WidgetSecretsDto })
  async list(@Caller() caller: CompanyCaller, @Param('id') id: string): Promise<WidgetSecretsDto> {
    return { items: await this.secrets.list(caller, id) };
  }

  @Post()
  @Access('secrets:write')
  @ApiOperation({
    operationId: 'createWidgetSecret',
    summary: 'A new secret, shown this once',
    description: 'Two count at a time: make a new one, take your servers over to it, then delete the old one.',
  })
  @ApiParam(ID)
  @ApiCreatedResponse({ type: NewWidgetSecretDto })
  create(@Caller() caller: CompanyCaller, @Param('id') id: string): Promise<NewWidgetSecretDto> {
    return this.secrets.create(caller, id);
  }

  @Delete(':secretId')
  @HttpCode(204)
  @Access('secrets:write')
  @ApiOperation({ operationId: 'deleteWidgetSecret', summary: 'What it signed is refused from now on' })
  @ApiParam(ID)
  @ApiParam({ ...ID, name: 'secretId' })
  @ApiNoContentResponse()
  remove(@Caller() caller: CompanyCaller, @Param('id') id: string, @Param('secretId') secretId: string): Promise<void> {
    return this.secrets.remove(caller, id, secretId);
  }
}

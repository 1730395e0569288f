import { Body, Controller, Delete, HttpCode, Param, Put } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { Access, Caller, type CompanyCaller } from '../../auth/access.js';
import { Id } from '../../platform/fields.js';
import { ContentDto } from '../content.dto.js';
import { DescriptionService } from './description.service.js';

const Language = ApiParam({ name: 'language', description: 'BCP 47 tag', example: 'nl' });

export class PutDescriptionDto {
  @Id({ example: '019a3c1e-7b5a-7c64-9d1f-0a4be7d5c212', description: 'A sound of the library' })
  contentId!: string;
}

@ApiTags('Content')
@Controller('content/:id/descriptions/:language')
export class DescriptionsController {
  constructor(private readonly descriptions: DescriptionService) {}

  @Put()
  @Access('content:write')
  @Language
  @ApiOperation({
    operationId: 'putDescription',
    summary: 'Set the audio description of a film in a language',
    description:
      'A sound of the library, as long as the film: visitors who ask for it hear it in place of the film’s own.',
  })
  @ApiOkResponse({ type: ContentDto })
  put(
    @Caller() caller: CompanyCaller,
    @Param('id') id: string,
    @Param('language') language: string,
    @Body() { contentId }: PutDescriptionDto,
  ): Promise<ContentDto> {
    return this.descriptions.put(caller, id, language, contentId);
  }

  @Delete()
  @HttpCode(204)
  @Access('content:write')
  @Language
  @ApiOperation({ operationId: 'deleteDescription', summary: 'Take the audio description of a language off a film' })
  @ApiNoContentResponse()
  remove(@Caller() caller: CompanyCaller, @Param('id') id: string, @Param('language') language: string): Promise<void> {
    return this.descriptions.remove(caller, id, language);
  }
}

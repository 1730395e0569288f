import type { Definition } from '@calldocker/flow-engine';
import { Controller, Get, Param } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { Access } from '../auth/access.js';
import { Problem } from '../platform/problem.js';
import { FlowTemplateDto, FlowTemplatesDto, FlowTemplateWithDefinitionDto } from './flow-template.dto.js';
import { templateNamed, TEMPLATES, type FlowTemplate } from './templates/index.js';

@ApiTags('Flows')
@Controller('flow-templates')
export class FlowTemplatesController {
  @Get()
  @Access('flows:read')
  @ApiOperation({
    operationId: 'listFlowTemplates',
    summary: 'Whole flows to begin from',
    description: 'Give the key as `template` to `POST /flows`.',
  })
  @ApiOkResponse({ type: FlowTemplatesDto })
  list(): FlowTemplatesDto {
    return { items: TEMPLATES.map(summaryOf) };
  }

  @Get(':key')
  @Access('flows:read')
  @ApiOperation({ operationId: 'getFlowTemplate', summary: 'One template with its definition' })
  @ApiParam({ name: 'key', example: 'clinic-reception' })
  @ApiOkResponse({ type: FlowTemplateWithDefinitionDto })
  get(@Param('key') key: string): FlowTemplateDto & { definition: Definition } {
    const template = templateNamed(key);
    if (!template) throw new Problem('not-found');
    return { ...summaryOf(template), definition: template.definition };
  }
}

const summaryOf = ({ key, name, about, definition }: FlowTemplate): FlowTemplateDto => ({
  key,
  name,
  about,
  languages: definition.languages,
  nodes: Object.entries(definition.nodes).flatMap(([id, { kind }]) => {
    const place = definition.layout[id];
    return place ? [{ kind, ...place }] : [];
  }),
});

import { Controller, Get, Header, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Access, Visitor, type VisitorCaller } from '../auth/access.js';
import { StepLimit } from '../sessions/limits.js';
import { own } from '../sessions/visitor.controller.js';
import { FindArticlesDto, FoundArticlesDto } from './article.dto.js';
import { ArticleSearch } from './article-search.js';

@ApiTags('Visitor')
@Controller('visitor/sessions/:id/articles')
export class VisitorArticlesController {
  constructor(
    private readonly search: ArticleSearch,
    private readonly limit: StepLimit,
  ) {}

  @Get()
  @Header('cache-control', 'no-store')
  @Access('visitor')
  @ApiOperation({
    operationId: 'findArticles',
    summary: 'Answers to the visitor’s words',
    description: 'Published articles in the visit’s language, else in the flow’s. Counted with the visit’s steps.',
  })
  @ApiOkResponse({ type: FoundArticlesDto })
  async find(
    @Visitor() visitor: VisitorCaller,
    @Param('id') id: string,
    @Query() query: FindArticlesDto,
  ): Promise<FoundArticlesDto> {
    const session = own(visitor, id);
    this.limit.take(session.sessionId);
    return { items: await this.search.find(session, query) };
  }
}

import { Body, Controller, Delete, Get, Headers, HttpCode, Param, Post, Put, Query, Res } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiHeader,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Access, Caller, type CompanyCaller } from '../auth/access.js';
import { Idempotent } from '../auth/idempotency.js';
import { etagOf, revisionOf } from '../platform/etag.js';
import type { Page } from '../platform/list.js';
import { idIn } from '../platform/parameters.js';
import { ArticleSearch } from './article-search.js';
import {
  ArticleDto,
  ArticlePageDto,
  ArticleTagsDto,
  FoundArticlesDto,
  ListArticlesDto,
  PreviewArticlesDto,
  SaveArticleDto,
} from './article.dto.js';
import { ArticleService } from './article.service.js';

const ID = idIn('id');

@ApiTags('Articles')
@Controller('articles')
export class ArticlesController {
  constructor(
    private readonly articles: ArticleService,
    private readonly search: ArticleSearch,
  ) {}

  @Get()
  @Access('help:read')
  @ApiOperation({ operationId: 'listArticles', summary: 'Questions and answers, the last changed first' })
  @ApiOkResponse({ type: ArticlePageDto })
  list(@Caller() caller: CompanyCaller, @Query() query: ListArticlesDto): Promise<Page<ArticleDto>> {
    return this.articles.list(caller, query);
  }

  @Get('tags')
  @Access('help:read')
  @ApiOperation({ operationId: 'listArticleTags', summary: 'The tags in use, by name' })
  @ApiOkResponse({ type: ArticleTagsDto })
  async tags(@Caller() caller: CompanyCaller): Promise<ArticleTagsDto> {
    return { items: await this.articles.tags(caller) };
  }

  @Get('found')
  @Access('help:read')
  @ApiOperation({
    operationId: 'previewArticles',
    summary: 'Answers as visitors find them',
    description: 'Published articles alone, in the first of the languages that they have.',
  })
  @ApiOkResponse({ type: FoundArticlesDto })
  async found(@Caller() caller: CompanyCaller, @Query() query: PreviewArticlesDto): Promise<FoundArticlesDto> {
    return { items: await this.search.preview(caller, query) };
  }

  @Post()
  @Idempotent()
  @Access('help:write')
  @ApiOperation({ operationId: 'createArticle', summary: 'A new article' })
  @ApiCreatedResponse({ type: ArticleDto })
  create(@Caller() caller: CompanyCaller, @Body() dto: SaveArticleDto): Promise<ArticleDto> {
    return this.articles.create(caller, dto);
  }

  @Get(':id')
  @Access('help:read')
  @ApiOperation({ operationId: 'getArticle', summary: 'One article, with its revision as ETag' })
  @ApiParam(ID)
  @ApiOkResponse({ type: ArticleDto })
  async get(
    @Caller() caller: CompanyCaller,
    @Param('id') id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ArticleDto> {
    return tagged(reply, await this.articles.get(caller, id));
  }

  @Put(':id')
  @Access('help:write')
  @ApiOperation({
    operationId: 'saveArticle',
    summary: 'Save an article whole',
    description: '412 with `current` when someone else saved it first. Visitors find what is published at once.',
  })
  @ApiParam(ID)
  @ApiHeader({ name: 'if-match', required: true, description: 'The article’s revision', example: '"3"' })
  @ApiOkResponse({ type: ArticleDto })
  async save(
    @Caller() caller: CompanyCaller,
    @Param('id') id: string,
    @Body() dto: SaveArticleDto,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Headers('if-match') ifMatch?: string,
  ): Promise<ArticleDto> {
    return tagged(reply, await this.articles.save(caller, id, revisionOf(ifMatch), dto));
  }

  @Delete(':id')
  @HttpCode(204)
  @Access('help:write')
  @ApiOperation({ operationId: 'deleteArticle', summary: 'Delete an article, and what visitors said of it' })
  @ApiParam(ID)
  @ApiNoContentResponse()
  remove(@Caller() caller: CompanyCaller, @Param('id') id: string): Promise<void> {
    return this.articles.remove(caller, id);
  }
}

function tagged(reply: FastifyReply, article: ArticleDto): ArticleDto {
  reply.header('etag', etagOf(article.revision));
  return article;
}

import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ListDto } from '../platform/list.js';
import { Access, Caller } from './access.js';
import { CompanyDto, CompanyPageDto, CreateCompanyDto, MailPageDto } from './companies.dto.js';
import { CompanyService } from './company.service.js';
import type { Caller as CallerOf } from './tokens.js';

/** The global admin's part: what belongs to the installation and not to one company. */
@ApiTags('Companies')
@Controller()
export class CompaniesController {
  constructor(private readonly companies: CompanyService) {}

  @Get('companies')
  @Access('companies:manage')
  @ApiOperation({ operationId: 'listCompanies', summary: 'Every company, by name' })
  @ApiOkResponse({ type: CompanyPageDto })
  list(@Query() query: ListDto): Promise<CompanyPageDto> {
    return this.companies.list(query);
  }

  @Post('companies')
  @Access('companies:manage')
  @ApiOperation({ operationId: 'createCompany', summary: 'Create a company; enter it to invite its first admin' })
  @ApiCreatedResponse({ type: CompanyDto })
  create(@Caller() caller: CallerOf, @Body() dto: CreateCompanyDto): Promise<CompanyDto> {
    return this.companies.create(caller, dto);
  }

  @Get('mails')
  @Access('ops:manage')
  @ApiOperation({
    operationId: 'listMails',
    summary: 'The mails written, newest first',
    description: 'Without a mail server this is where invitation and reset links are found.',
  })
  @ApiOkResponse({ type: MailPageDto })
  listMails(@Query() query: ListDto): Promise<MailPageDto> {
    return this.companies.listMails(query);
  }
}

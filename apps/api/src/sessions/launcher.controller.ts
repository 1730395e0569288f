import { Controller, Get, Header, Param } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { Access } from '../auth/access.js';
import { Problem } from '../platform/problem.js';
import { LauncherDto } from './launcher.dto.js';
import { WidgetFaces } from './widget-faces.js';

@ApiTags('Visitor')
@Controller('visitor/widgets')
export class LauncherController {
  constructor(private readonly faces: WidgetFaces) {}

  /** Read by pages of any origin, without anything that tells who reads: it says what the button shows to all. */
  @Get(':key')
  @Access('public')
  @Header('access-control-allow-origin', '*')
  @Header('cross-origin-resource-policy', 'cross-origin')
  @Header('cache-control', 'public, max-age=300')
  @ApiOperation({ operationId: 'getLauncher', summary: 'How a widget’s button looks, and what it says' })
  @ApiParam({ name: 'key', example: 'k7w2m9x4pq' })
  @ApiOkResponse({ type: LauncherDto })
  async of(@Param('key') key: string): Promise<LauncherDto> {
    const launcher = await this.faces.launcher(key);
    if (!launcher) throw new Problem('not-found');
    return launcher;
  }
}

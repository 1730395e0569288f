import type { LauncherLook, Words } from '@calldocker/look/brand';
import { ApiProperty } from '@nestjs/swagger';
import { TriggersDto } from '../flows/widgets/widget.dto.js';

class LauncherLookDto implements LauncherLook {
  @ApiProperty({ example: '#f3b25a' })
  lamp!: string;
  @ApiProperty({ example: '#0e1b1f' })
  background!: string;
  @ApiProperty({ example: '#ffffff' })
  ink!: string;
  @ApiProperty({ example: 'system-ui, sans-serif' })
  font!: string;
}

/** The button on the company's own page. */
export class LauncherDto {
  @ApiProperty({ enum: ['auto', 'light', 'dark'] })
  theme!: 'auto' | 'light' | 'dark';

  @ApiProperty({ type: String, nullable: true, example: null })
  language!: string | null;

  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'object', additionalProperties: { type: 'string' } },
    example: { en: { launcher: 'Talk to the workshop', hint: 'Video help' } },
  })
  wording!: Record<string, Words>;

  @ApiProperty({ type: String, nullable: true, example: null })
  pictureUrl!: string | null;

  @ApiProperty({ type: LauncherLookDto })
  look!: LauncherLookDto;

  @ApiProperty({ type: TriggersDto })
  triggers!: TriggersDto;
}

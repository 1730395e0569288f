import { ApiProperty } from '@nestjs/swagger';
import { DEFINITION, ThumbnailNodeDto } from './flow.dto.js';

export class FlowTemplateDto {
  @ApiProperty({ example: 'clinic-reception' })
  key!: string;
  @ApiProperty({ example: 'Clinic reception' })
  name!: string;
  @ApiProperty({ example: 'Says what to do in an emergency, then takes appointments for a practice.' })
  about!: string;
  @ApiProperty({ type: [String], example: ['en', 'de'] })
  languages!: string[];
  @ApiProperty({ type: [ThumbnailNodeDto], description: 'For a thumbnail' })
  nodes!: ThumbnailNodeDto[];
}

export class FlowTemplatesDto {
  @ApiProperty({ type: [FlowTemplateDto] })
  items!: FlowTemplateDto[];
}

export class FlowTemplateWithDefinitionDto extends FlowTemplateDto {
  @ApiProperty(DEFINITION)
  definition!: Record<string, unknown>;
}

import { ApiProperty } from '@nestjs/swagger';
import { IsObject } from 'class-validator';
import { Texts, Whole } from '../platform/fields.js';

const SCENARIO = { oneOf: [{ $ref: '#/components/schemas/Scenario' }] };
const EXAMPLE = {
  name: 'Asks for a call when the shop is closed',
  world: { hours: { opening: 'closed' } },
  inputs: [
    { type: 'choice', choiceId: 'help' },
    { type: 'phone', number: '+4930123456' },
  ],
  expect: { outcome: 'callback', effects: ['callback'] },
};

export class SaveScenarioDto {
  @IsObject()
  @ApiProperty({ ...SCENARIO, example: EXAMPLE })
  scenario!: Record<string, unknown>;
}

export class RunScenariosDto {
  @Whole(1, 1_000_000, {
    optional: true,
    example: 14,
    description: 'The version to run them on; the draft when absent',
  })
  version?: number;

  @Texts(200, 120, { optional: true, example: [EXAMPLE.name], description: 'Only these; all when absent' })
  names?: string[];
}

export class ScenarioDto {
  @ApiProperty({ format: 'uuid', example: '01938f3e-7c1a-7b60-9b3e-5b0c6a1d2e3f' })
  id!: string;
  @ApiProperty({ example: EXAMPLE.name })
  name!: string;
  @ApiProperty({ ...SCENARIO, example: EXAMPLE })
  scenario!: Record<string, unknown>;
  @ApiProperty({ example: 2, description: 'Send as If-Match when replacing it' })
  revision!: number;
  @ApiProperty({ format: 'date-time' })
  updatedAt!: string;
}

export class ScenarioListDto {
  @ApiProperty({ type: [ScenarioDto] })
  items!: ScenarioDto[];
}

export class ScenarioRunDto {
  @ApiProperty({ example: true })
  passed!: boolean;
  @ApiProperty({ type: 'array', items: { $ref: '#/components/schemas/ScenarioReport' } })
  reports!: object[];
  @ApiProperty({ example: 0.82, description: 'Share of the flow’s exits that at least one scenario takes' })
  coverage!: number;
  @ApiProperty({ type: [String], example: ['menu noInput'], description: 'Exits that none takes, as `node exit`' })
  missed!: string[];
}

import { Flag, Id, Text } from '../platform/fields.js';

export class TellPresenceDto {
  @Id({ example: '01938f3e-7c1a-7b60-9b3e-5b0c6a1d2e3f', description: 'Of the tab: its own, made when it opened' })
  tab!: string;

  @Text(64, { optional: true, example: 'welcome', description: 'The node they work on; absent when it is none' })
  nodeId?: string;

  @Flag({ optional: true, example: false, description: 'They leave' })
  gone?: boolean;
}

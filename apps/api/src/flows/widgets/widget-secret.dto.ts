import { ApiProperty } from '@nestjs/swagger';

export class WidgetSecretDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;
  @ApiProperty({ format: 'date-time' })
  createdAt!: string;
}

export class WidgetSecretsDto {
  @ApiProperty({ type: [WidgetSecretDto], description: 'The oldest first, without the secrets themselves' })
  items!: WidgetSecretDto[];
}

export class NewWidgetSecretDto extends WidgetSecretDto {
  @ApiProperty({
    example: 'mGcT0r4m5mYw0m1q2vX0b8o1mJt7Q3y5n2l9kH4sZ6E',
    description: 'Sign with these characters as they stand. They are not shown again',
  })
  secret!: string;
}

import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { ArrayUnique, IsArray, ValidateBy } from 'class-validator';
import { isStorable, Texts } from './fields.js';

const TAGS = 20;
const LENGTH = 40;

const isTag = (value: unknown): boolean =>
  isStorable(value) && value.length > 0 && [...value].length <= LENGTH && !/[\n\r\t]/.test(value);

/** Up to 20 tags of up to 40 characters, trimmed. Capitals are kept, and do not make another tag. */
export const Tags = (options: { optional?: boolean; example?: unknown }): PropertyDecorator =>
  applyDecorators(
    Transform(({ value }: { value: unknown }) =>
      Array.isArray(value) ? value.map((tag: unknown) => (typeof tag === 'string' ? tag.trim() : tag)) : value,
    ),
    IsArray(),
    ArrayUnique((tag: unknown) => (typeof tag === 'string' ? tag.toLowerCase() : tag), {
      message: 'tags must not have the same tag twice',
    }),
    ValidateBy({
      name: 'tags',
      validator: {
        validate: (value: unknown) => Array.isArray(value) && value.every(isTag),
        defaultMessage: () => `each tag must have 1 to ${LENGTH} characters on one line`,
      },
    }),
    Texts(TAGS, LENGTH, options),
  );

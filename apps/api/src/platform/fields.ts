import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional, type ApiPropertyOptions } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsEmail,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
} from 'class-validator';

/** Repeated decorators, composed once: each field says its shape to the validator and to the OpenAPI document. */
interface FieldOptions {
  optional?: boolean;
  example?: unknown;
  description?: string;
}

const property = (options: FieldOptions, shape: ApiPropertyOptions): PropertyDecorator[] => {
  const api = { ...shape, ...(options.example !== undefined && { example: options.example }) } as ApiPropertyOptions;
  const described = options.description ? { ...api, description: options.description } : api;
  return options.optional ? [IsOptional(), ApiPropertyOptional(described)] : [ApiProperty(described)];
};

const trim = Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.trim() : value));

/** Text of 1 to `max` characters, trimmed; control characters are refused. */
export const Text = (max: number, options: FieldOptions = {}): PropertyDecorator =>
  applyDecorators(
    trim,
    IsString(),
    IsNotEmpty(),
    MaxLength(max),
    // eslint-disable-next-line no-control-regex -- the point is to keep control characters out of names and mails
    Matches(/^[^\u0000-\u0008\u000b\u000c\u000e-\u001f]*$/, { message: '$property must not have control characters' }),
    ...property(options, { type: String, minLength: 1, maxLength: max }),
  );

export const Email = (options: FieldOptions = {}): PropertyDecorator =>
  applyDecorators(
    Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.trim().toLowerCase() : value)),
    IsEmail(),
    MaxLength(254),
    ...property(options, { type: String, format: 'email', maxLength: 254 }),
  );

export const Id = (options: FieldOptions = {}): PropertyDecorator =>
  applyDecorators(IsUUID(), ...property(options, { type: String, format: 'uuid' }));

export const OneOf = (values: readonly string[], options: FieldOptions = {}): PropertyDecorator =>
  applyDecorators(IsIn(values), ...property(options, { type: String, enum: [...values] }));

export const Flag = (options: FieldOptions = {}): PropertyDecorator =>
  applyDecorators(IsBoolean(), ...property(options, { type: Boolean }));

/** A whole number; in a query string it may come as digits. */
export const Whole = (min: number, max: number, options: FieldOptions = {}): PropertyDecorator =>
  applyDecorators(
    Type(() => Number),
    IsInt(),
    Min(min),
    Max(max),
    ...property(options, { type: 'integer', minimum: min, maximum: max }),
  );

export const Texts = (maxItems: number, maxLength: number, options: FieldOptions = {}): PropertyDecorator =>
  applyDecorators(
    IsArray(),
    ArrayMaxSize(maxItems),
    IsString({ each: true }),
    MaxLength(maxLength, { each: true }),
    ...property(options, { type: 'array', items: { type: 'string', maxLength }, maxItems }),
  );

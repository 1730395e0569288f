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
  IsNumber,
  IsString,
  IsUUID,
  Max,
  MaxLength,
  Min,
  ValidateBy,
  ValidateIf,
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
  return options.optional ? [Absent(), ApiPropertyOptional(described)] : [Present(), ApiProperty(described)];
};

/** May be left out. Unlike with `IsOptional`, null is no way to say so: columns and defaults do not take it. */
export const Absent = (): PropertyDecorator => ValidateIf((_dto, value: unknown) => value !== undefined);

/** Stands in the way of an `Absent` that the class extended says of the same field. */
const Present = (): PropertyDecorator => ValidateIf(() => true);

// eslint-disable-next-line no-control-regex -- the point is to keep control characters out of names and mails
const NO_TEXT = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\p{Surrogate}]/u;

/** Text that PostgreSQL takes, in JSON too: no control characters but tab and line breaks, no half of a surrogate pair. */
export const isStorable = (value: unknown): value is string => typeof value === 'string' && !NO_TEXT.test(value);

export const Storable = (): PropertyDecorator =>
  ValidateBy({
    name: 'storable',
    validator: { validate: isStorable, defaultMessage: () => '$property must not have control characters' },
  });

/** Counted as PostgreSQL counts; `MaxLength` leaves out the selectors that follow an emoji. */
const AtMost = (max: number): PropertyDecorator =>
  ValidateBy({
    name: 'maxLength',
    validator: {
      validate: (value: unknown) => typeof value === 'string' && [...value].length <= max,
      defaultMessage: () => `$property must be shorter than or equal to ${max} characters`,
    },
  });

const trim = Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.trim() : value));

/** Text of 1 to `max` characters, trimmed; control characters are refused. */
export const Text = (max: number, options: FieldOptions = {}): PropertyDecorator =>
  applyDecorators(
    trim,
    IsString(),
    IsNotEmpty(),
    AtMost(max),
    Storable(),
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

/** What a query string says of a flag. */
export const flagged = Transform(({ value }: { value: unknown }) =>
  value === 'true' ? true : value === 'false' ? false : value,
);

/** A whole number; in a query string it may come as digits. */
export const Whole = (min: number, max: number, options: FieldOptions = {}): PropertyDecorator =>
  applyDecorators(
    Type(() => Number),
    IsInt(),
    Min(min),
    Max(max),
    ...property(options, { type: 'integer', minimum: min, maximum: max }),
  );

export const Decimal = (min: number, max: number, options: FieldOptions = {}): PropertyDecorator =>
  applyDecorators(IsNumber(), Min(min), Max(max), ...property(options, { type: 'number', minimum: min, maximum: max }));

export const Texts = (maxItems: number, maxLength: number, options: FieldOptions = {}): PropertyDecorator =>
  applyDecorators(
    IsArray(),
    ArrayMaxSize(maxItems),
    IsString({ each: true }),
    MaxLength(maxLength, { each: true }),
    ...property(options, { type: 'array', items: { type: 'string', maxLength }, maxItems }),
  );

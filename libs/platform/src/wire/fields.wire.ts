import type { ValidationOptions } from 'class-validator';
import { buildMessage, ValidateBy, ValidateIf } from 'class-validator';

/** The longest text that a field can hold: as much as a whole body (bytes). */
export const LONGEST_BODY = 16 * 1024;

/** May be left out, but not sent as null: null is no way of saying nothing (R14). */
export const MayBeAbsent = (): PropertyDecorator =>
  ValidateIf((_wire: object, value: unknown) => value !== undefined);

/** A string that says something; NUL and lone surrogates never get this far. */
export const IsText = (maximumBytes: number, options?: ValidationOptions): PropertyDecorator =>
  ValidateBy(
    {
      name: 'isText',
      constraints: [maximumBytes],
      validator: {
        validate: (value: unknown): boolean =>
          typeof value === 'string' && value !== '' && Buffer.byteLength(value) <= maximumBytes,
        defaultMessage: buildMessage(
          () => `$property must be a string of 1 to ${String(maximumBytes)} bytes`,
          options,
        ),
      },
    },
    options,
  );

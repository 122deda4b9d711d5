import { z } from 'zod';

/** Words for people: something, without stray blanks or control characters, letters with their accents in one piece (NFC). */
export const text = z
  .string()
  .refine((cell) => cell !== '' && cell === cell.trim() && !/\p{Cc}/u.test(cell), 'must be a text without stray blanks')
  .refine((cell) => cell === cell.normalize('NFC'), 'has letters with loose accents (not NFC)');

const like = (pattern: RegExp, what: string) => z.string().regex(pattern, `must be ${what}`);

export const municipalityCode = like(/^\d{4}$/, 'four digits');
export const countyCode = like(/^\d{2}$/, 'two digits');
/** Letters and a hyphen keep it apart from municipalities and counties; it is a DNS label as well. */
export const bodyCode = like(/^[a-z]+(-[a-z0-9]+)+$/, 'small letters with a hyphen, as in iks-tynset');
export const regionCode = like(/^\d{1,5}$/, 'one to five digits');
export const competenceCode = like(/^[a-z]+(\.[a-z]+)?$/, 'as plan or plan.regulering');
export const occupationCode = like(/^\d{1,4}$/, 'one to four digits');
export const requirementId = like(/^[a-z]+(-[a-z0-9]+)+$/, 'as pbl-3-3');
export const organisationNumber = like(/^\d{9}$/, 'nine digits');

export const date = z.iso.date('must be a date that exists, as 2024-01-01');
export const whole = like(/^\d{1,8}$/, 'a whole number').transform(Number);
export const wholeBetween = (least: number, most: number) =>
  whole.refine((value) => least <= value && value <= most, `must be from ${least} to ${most}`);
export const degrees = (least: number, most: number) =>
  like(/^\d{1,2}\.\d+$/, 'decimal degrees')
    .transform(Number)
    .refine((value) => least <= value && value <= most, `must lie in Norway, from ${least} to ${most}`);
export const yesNo = z.enum(['yes', 'no'], 'must be yes or no').transform((cell) => cell === 'yes');

/** An empty cell is null. */
export const orNothing = <Cell extends z.ZodType>(cell: Cell) => z.preprocess((value) => (value === '' ? null : value), cell.nullable());

/** "a; b" is two texts; an empty cell none. */
export const texts = z
  .string()
  .transform((cell) => (cell === '' ? [] : cell.split('; ')))
  .pipe(z.array(text));

import { ScimError } from './errors.ts';
import { fill, type Words } from './faults.ts';
import { LIMITS } from './limits.ts';

/** Why a filter cannot be used, each an invalidFilter: what is so, what to do. */
export const FILTER_FAULTS = {
  // Its form (RFC 7644 section 3.4.2.2, figure 1)
  noEnd: ['expected and, or, or the end of the filter', 'Join two comparisons with and'],
  noName: ['expected an attribute name', 'Write one, such as userName'],
  noOperator: ['expected an operator', 'Write one, such as eq'],
  noValue: ['expected a value', 'Put text in double quotes'],
  noClosing: ['expected {mark} here', 'Close what was opened'],
  noMeaning: ['this character has no meaning here', 'Put text values in double quotes'],
  noQuote: ['the text that begins here has no closing quotation mark', 'Add one'],
  badEscape: ['the text that begins here has a wrong escape', 'Write it as JSON does'],
  tooLong: [`the filter is longer than ${LIMITS.filterLength} characters`, 'Send a shorter one'],
  tooDeep: ['too many brackets inside each other', 'Send a simpler filter'],
  tooMany: [`more than ${LIMITS.filterTerms} comparisons`, 'Send the others in a second request'],
  nested: ['brackets inside brackets have no meaning', 'Take the inner ones out'],
  // What it is about
  unknown: ['{path} is not an attribute of a {what}', 'Correct it, as in /Schemas'],
  unknownPart: ['{name} has no part {path}', 'Use one of {known}'],
  noParts: ['{path} has no parts to filter by', 'Leave the brackets out'],
  hasParts: ['{name} has parts', 'Compare one of them, such as {name}.{part}'],
  neverKept: ['{name} is not kept and cannot be filtered by', 'Leave it out'],
  // What it compares with (table 3)
  nullOrder: ['null has no order', 'Use eq or ne, or pr'],
  booleanOrder: ['{name} is true or false and has no order', 'Use eq or ne'],
  binaryOrder: ['{name} is binary and has no order', 'Use eq or ne'],
  dateText: ['{name} is a date and not a text', 'Use eq, ne, gt, ge, lt or le'],
  noBoolean: ['{name} takes true or false alone', 'Compare it with one of them'],
  noDate: ['{name} takes a date alone', 'Write one, such as "2026-01-31T08:00:00Z"'],
  noText: ['{name} takes text alone', 'Put the value in double quotes'],
} as const satisfies Readonly<Record<string, readonly [so: string, todo: string]>>;

/** An invalidFilter that says where reading stopped. @param at 1-based */
export function filterFault(at: number, name: keyof typeof FILTER_FAULTS, words: Words = {}): ScimError {
  const [so, todo] = FILTER_FAULTS[name];
  return new ScimError(400, 'invalidFilter', fill(`Filter, position ${at}: ${so}. ${todo}.`, words));
}

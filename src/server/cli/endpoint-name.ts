import { parseArgument } from '../calls/arguments.ts';
import { Problem } from '../errors.ts';
import type { Arguments } from './arguments.ts';
import type { Option } from './command.ts';
import { UsageError } from './usage-error.ts';

/** The option that says which endpoint is meant. */
export const nameOption: Option = {
  value: 'NAME',
  help: 'name of the endpoint, such as okta',
  required: true,
};

/** @throws UsageError unless it is 1 to 64 printable characters. */
export function endpointName(args: Arguments): string {
  try {
    return parseArgument('endpoints.remove', { name: args.required('name') }).name;
  } catch (thrown) {
    if (thrown instanceof Problem)
      throw new UsageError('--name takes 1 to 64 printable characters', { cause: thrown });
    throw thrown;
  }
}

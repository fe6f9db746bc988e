import { Field, Select } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { text } from '../../text.ts';

/** Days; undefined: never. */
export type Expiry = 90 | 180 | 365 | undefined;
const choices: readonly Expiry[] = [undefined, 90, 180, 365];

interface ExpiryFieldProps {
  readonly value: Expiry;
  readonly onChange: (value: Expiry) => void;
}

/** When a new token ends by itself. */
export function ExpiryField({ value, onChange }: ExpiryFieldProps): ReactElement {
  return (
    <Field label={text.endpoints.expiry}>
      <Select
        value={String(value ?? '')}
        onChange={(_, { value: chosen }) => onChange(choices.find((days) => String(days ?? '') === chosen))}
      >
        {choices.map((days) => (
          <option key={days ?? 0} value={days ?? ''}>
            {days === undefined ? text.common.never : text.endpoints.inDays(days)}
          </option>
        ))}
      </Select>
    </Field>
  );
}

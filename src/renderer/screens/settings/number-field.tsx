import { Field, Input, makeStyles } from '@fluentui/react-components';
import type { ReactElement } from 'react';

const useStyles = makeStyles({ input: { maxWidth: '160px' } });

interface NumberFieldProps {
  readonly label: string;
  readonly hint?: string;
  readonly unit?: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly fault: string;
  readonly onChange: (value: number) => void;
}

/** A whole number within its bounds; what does not fit is said at the field. */
export function NumberField({
  label,
  hint,
  unit,
  value,
  min,
  max,
  fault,
  onChange,
}: NumberFieldProps): ReactElement {
  const styles = useStyles();
  const fits = Number.isInteger(value) && value >= min && value <= max;
  return (
    <Field
      label={label}
      {...(hint === undefined ? {} : { hint })}
      {...(fits ? {} : { validationMessage: fault })}
    >
      <Input
        type="number"
        className={styles.input}
        value={Number.isNaN(value) ? '' : String(value)}
        min={min}
        max={max}
        step={1}
        required
        contentAfter={unit ?? null}
        onChange={(_, { value: entered }) => onChange(entered === '' ? Number.NaN : Number(entered))}
      />
    </Field>
  );
}

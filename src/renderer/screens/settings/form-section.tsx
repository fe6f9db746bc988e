import { Button, makeStyles, tokens } from '@fluentui/react-components';
import type { ReactElement, ReactNode } from 'react';
import { ProblemBlock } from '../../parts/problem-block.tsx';
import { Section } from '../../parts/section.tsx';
import { text } from '../../text.ts';
import type { Form } from './settings-form.ts';

const useStyles = makeStyles({
  form: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', rowGap: tokens.spacingVerticalL },
  foot: { display: 'flex', gap: tokens.spacingHorizontalS },
});

interface FormSectionProps {
  readonly title: string;
  readonly hint?: string;
  readonly form: Pick<Form<unknown>, 'dirty' | 'saving' | 'problem' | 'save' | 'discard'>;
  readonly children: ReactNode;
}

/** A section with its own Save. */
export function FormSection({ title, hint, form, children }: FormSectionProps): ReactElement {
  const styles = useStyles();
  return (
    <Section title={title} {...(hint === undefined ? {} : { hint })}>
      <form
        noValidate
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          const unfit = event.currentTarget.querySelector<HTMLElement>('input:invalid');
          if (unfit) unfit.focus();
          else if (form.dirty) form.save();
        }}
      >
        {children}
        {form.problem ? <ProblemBlock problem={form.problem} onRetry={form.save} /> : null}
        <div className={styles.foot}>
          <Button type="submit" appearance="primary" disabled={!form.dirty || form.saving}>
            {text.common.save}
          </Button>
          <Button disabled={!form.dirty} onClick={form.discard}>
            {text.settings.discard}
          </Button>
        </div>
      </form>
    </Section>
  );
}

import {
  Accordion,
  AccordionHeader,
  AccordionItem,
  AccordionPanel,
  Field,
  Input,
  Textarea,
} from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { text } from '../../text.ts';
import { addressFault, type ConnectDraft } from './connect-draft.ts';

export interface DraftProps {
  readonly draft: ConnectDraft;
  readonly onChange: (change: Partial<ConnectDraft>) => void;
  /** Faults are shown once somebody tried to go on. */
  readonly tried: boolean;
}

/** Where Secret Server is. */
export function AddressFields({ draft, onChange, tried }: DraftProps): ReactElement {
  const fault = addressFault(draft.url);
  const shown = fault !== null && (tried || (fault !== 'empty' && fault !== 'malformed'));
  return (
    <>
      <Field
        label={text.connect.address}
        hint={text.connect.addressHint}
        required
        {...(shown ? { validationMessage: text.connect.addressFaults[fault] } : {})}
      >
        <Input
          type="url"
          name="url"
          value={draft.url}
          autoComplete="off"
          spellCheck={false}
          placeholder={text.connect.addressExample}
          onChange={(_, { value }) => onChange({ url: value })}
        />
      </Field>
      <Accordion collapsible>
        <AccordionItem value="ca">
          <AccordionHeader size="small">{text.connect.caTitle}</AccordionHeader>
          <AccordionPanel>
            <Field label={text.connect.ca} hint={text.connect.caHint}>
              <Textarea
                value={draft.ca}
                rows={4}
                spellCheck={false}
                onChange={(_, { value }) => onChange({ ca: value })}
              />
            </Field>
          </AccordionPanel>
        </AccordionItem>
      </Accordion>
    </>
  );
}

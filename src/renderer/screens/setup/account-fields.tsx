import { Checkbox, Field, Input } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import type { Check } from '../../../main/ipc/contract.ts';
import { text } from '../../text.ts';
import type { DraftProps } from './address-fields.tsx';
import { acceptable } from './connect-draft.ts';

interface AccountFieldsProps extends DraftProps {
  /** Of the last test. */
  readonly checks: readonly Check[];
}

/** Who SCIM Tray is in Secret Server. */
export function AccountFields({ draft, onChange, tried, checks }: AccountFieldsProps): ReactElement {
  const may = acceptable(checks);
  const missing = (value: string) =>
    tried && value.trim() === '' ? { validationMessage: text.connect.missing } : {};
  return (
    <>
      <Field
        label={text.connect.account}
        hint={text.connect.accountHint}
        required
        {...missing(draft.userName)}
      >
        <Input
          name="userName"
          value={draft.userName}
          autoComplete="off"
          spellCheck={false}
          onChange={(_, { value }) => onChange({ userName: value })}
        />
      </Field>
      <Field label={text.connect.domain} hint={text.connect.domainHint}>
        <Input
          name="domain"
          value={draft.domain}
          autoComplete="off"
          spellCheck={false}
          onChange={(_, { value }) => onChange({ domain: value })}
        />
      </Field>
      <Field label={text.connect.secret} required {...missing(draft.password)}>
        <Input
          type="password"
          name="password"
          value={draft.password}
          autoComplete="new-password"
          onChange={(_, { value }) => onChange({ password: value })}
        />
      </Field>
      {may.partialView || draft.acceptPartialView ? (
        <Checkbox
          label={text.connect.acceptPartialView}
          checked={draft.acceptPartialView}
          onChange={(_, { checked }) => onChange({ acceptPartialView: checked === true })}
        />
      ) : null}
      {may.otherServer || draft.acceptOtherServer ? (
        <Checkbox
          label={text.connect.acceptOtherServer}
          checked={draft.acceptOtherServer}
          onChange={(_, { checked }) => onChange({ acceptOtherServer: checked === true })}
        />
      ) : null}
    </>
  );
}

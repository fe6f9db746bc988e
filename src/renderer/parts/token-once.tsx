import {
  Button,
  Checkbox,
  Field,
  Input,
  makeStyles,
  MessageBar,
  MessageBarBody,
  tokens,
} from '@fluentui/react-components';
import { Eye20Regular, EyeOff20Regular } from '@fluentui/react-icons';
import { useState, type ReactElement } from 'react';
import type { NewToken } from '../../main/ipc/contract.ts';
import { text } from '../text.ts';
import { CopyButton } from './copy-button.tsx';

const useStyles = makeStyles({
  stack: { display: 'grid', rowGap: tokens.spacingVerticalM },
  row: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) auto auto',
    columnGap: tokens.spacingHorizontalS,
  },
  mono: { fontFamily: tokens.fontFamilyMonospace },
});

interface TokenOnceProps {
  readonly made: NewToken;
  /** Whether it was copied, or somebody said that it is saved. */
  readonly kept: boolean;
  readonly onKept: (kept: boolean) => void;
}

/** The one time that a token is shown: masked until asked, and gone from the page with this part. */
export function TokenOnce({ made, kept, onKept }: TokenOnceProps): ReactElement {
  const styles = useStyles();
  const [shown, setShown] = useState(false);
  return (
    <div className={styles.stack}>
      <MessageBar intent="warning" layout="multiline">
        <MessageBarBody>{text.token.once}</MessageBarBody>
      </MessageBar>
      <Field label={text.token.label(made.endpoint.name)} hint={text.token.clipboard}>
        <div className={styles.row}>
          <Input
            readOnly
            type={shown ? 'text' : 'password'}
            value={made.token}
            autoComplete="off"
            aria-label={text.token.label(made.endpoint.name)}
            input={{ className: styles.mono }}
          />
          <Button
            icon={shown ? <EyeOff20Regular /> : <Eye20Regular />}
            onClick={() => setShown(!shown)}
            aria-pressed={shown}
          >
            {shown ? text.token.hide : text.token.show}
          </Button>
          <CopyButton
            value={made.token}
            what={text.token.what}
            secret
            labelled
            onCopied={() => onKept(true)}
          />
        </div>
      </Field>
      <Checkbox
        label={text.token.saved}
        checked={kept}
        onChange={(_, { checked }) => onKept(checked === true)}
      />
    </div>
  );
}

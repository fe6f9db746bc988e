import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  Input,
  makeStyles,
  Select,
  tokens,
} from '@fluentui/react-components';
import { useState, type ReactElement } from 'react';
import type { EndpointKind, NewToken } from '../../../main/ipc/contract.ts';
import type { ProblemView } from '../../../main/ipc/problem.ts';
import { useCall } from '../../api/host.ts';
import { ProblemBlock } from '../../parts/problem-block.tsx';
import { text } from '../../text.ts';
import { ExpiryField, type Expiry } from './expiry-field.tsx';

const kinds: readonly EndpointKind[] = ['okta', 'entra', 'onelogin', 'sailpoint', 'other'];

const useStyles = makeStyles({ content: { display: 'grid', rowGap: tokens.spacingVerticalM } });

interface NewEndpointProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly onMade: (made: NewToken) => void;
}

/** Names a client; its token is shown once, in the dialog after this. */
export function NewEndpoint({ open, onClose, onMade }: NewEndpointProps): ReactElement {
  return (
    <Dialog open={open} onOpenChange={(_, { open: next }) => (next ? undefined : onClose())}>
      <DialogSurface>
        <NewEndpointForm onClose={onClose} onMade={onMade} />
      </DialogSurface>
    </Dialog>
  );
}

function NewEndpointForm({ onClose, onMade }: Omit<NewEndpointProps, 'open'>): ReactElement {
  const styles = useStyles();
  const call = useCall();
  const [name, setName] = useState('');
  const [kind, setKind] = useState<EndpointKind>('okta');
  const [expiresInDays, setExpiry] = useState<Expiry>(undefined);
  const [problem, setProblem] = useState<ProblemView | null>(null);
  async function make(): Promise<void> {
    const answer = await call('endpoints.add', { name: name.trim(), kind, expiresInDays });
    if (answer.ok) onMade(answer.value);
    else setProblem(answer.error);
  }
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void make();
      }}
    >
      <DialogBody>
        <DialogTitle>{text.endpoints.newTitle}</DialogTitle>
        <DialogContent className={styles.content}>
          <Field label={text.endpoints.name} hint={text.endpoints.nameHint} required>
            <Input value={name} autoComplete="off" onChange={(_, { value }) => setName(value)} />
          </Field>
          <Field label={text.endpoints.kind}>
            <Select
              value={kind}
              onChange={(_, { value }) => setKind(kinds.find((known) => known === value) ?? 'other')}
            >
              {kinds.map((known) => (
                <option key={known} value={known}>
                  {text.endpoints.kinds[known]}
                </option>
              ))}
            </Select>
          </Field>
          <ExpiryField value={expiresInDays} onChange={setExpiry} />
          {problem ? <ProblemBlock problem={problem} onRetry={() => void make()} /> : null}
        </DialogContent>
        <DialogActions>
          <Button type="submit" appearance="primary" disabled={name.trim() === ''}>
            {text.endpoints.make}
          </Button>
          <Button onClick={onClose}>{text.common.cancel}</Button>
        </DialogActions>
      </DialogBody>
    </form>
  );
}

import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
} from '@fluentui/react-components';
import { useState, type ReactElement } from 'react';
import type { NewToken } from '../../../main/ipc/contract.ts';
import { TokenOnce } from '../../parts/token-once.tsx';
import { text } from '../../text.ts';

interface TokenDialogProps {
  readonly made: NewToken;
  readonly onClose: () => void;
}

/** Cannot be closed before the token is copied or said to be saved: it is never shown again. */
export function TokenDialog({ made, onClose }: TokenDialogProps): ReactElement {
  const [kept, setKept] = useState(false);
  return (
    <Dialog open modalType="alert">
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{text.token.title(made.endpoint.name)}</DialogTitle>
          <DialogContent>
            <TokenOnce made={made} kept={kept} onKept={setKept} />
          </DialogContent>
          <DialogActions>
            <Button appearance="primary" disabled={!kept} onClick={onClose}>
              {text.token.done}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}

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
  tokens,
} from '@fluentui/react-components';
import { useEffect, useId, useState, type ReactElement, type ReactNode } from 'react';
import { count } from '../format.ts';
import { text } from '../text.ts';

const useStyles = makeStyles({
  surface: { maxWidth: '32rem' },
  content: { display: 'grid', rowGap: tokens.spacingVerticalM },
});

export interface ConfirmProps {
  readonly open: boolean;
  readonly title: string;
  readonly children: ReactNode;
  /** A verb that names the effect. */
  readonly action: string;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
  /** A number that has to be typed before the action is possible. */
  readonly typed?: number | undefined;
  /** Of the safe button, where it is not Cancel. */
  readonly keep?: string;
}

/** A step that asks first: the safe button has the focus and answers Escape. */
export function Confirm({
  open,
  title,
  children,
  action,
  onConfirm,
  onClose,
  typed,
  keep = text.common.cancel,
}: ConfirmProps): ReactElement {
  const styles = useStyles();
  const safeId = useId();
  const [entered, setEntered] = useState('');
  useEffect(() => {
    // After the dialog has placed its own focus.
    const frame = open ? window.requestAnimationFrame(() => document.getElementById(safeId)?.focus()) : 0;
    return () => window.cancelAnimationFrame(frame);
  }, [open, safeId]);
  const close = (): void => {
    setEntered('');
    onClose();
  };
  const matches = typed === undefined || entered.replaceAll(/[\s,.]/g, '') === String(typed);
  return (
    <Dialog open={open} modalType="alert" onOpenChange={(_, { open: next }) => (next ? undefined : close())}>
      <DialogSurface className={styles.surface}>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (!matches) return;
            setEntered('');
            onConfirm();
          }}
        >
          <DialogBody>
            <DialogTitle>{title}</DialogTitle>
            <DialogContent className={styles.content}>
              {children}
              {typed === undefined ? null : (
                <Field label={text.common.typeCount(typed)}>
                  <Input
                    value={entered}
                    inputMode="numeric"
                    autoComplete="off"
                    placeholder={count(typed)}
                    onChange={(_, { value }) => setEntered(value)}
                  />
                </Field>
              )}
            </DialogContent>
            <DialogActions>
              <Button type="submit" appearance="primary" disabled={!matches}>
                {action}
              </Button>
              <Button id={safeId} onClick={close}>
                {keep}
              </Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  );
}

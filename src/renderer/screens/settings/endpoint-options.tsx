import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  makeStyles,
  Radio,
  RadioGroup,
  Switch,
  tokens,
} from '@fluentui/react-components';
import { useState, type ReactElement } from 'react';
import type { EndpointView } from '../../../main/ipc/contract.ts';
import type { ProblemView } from '../../../main/ipc/problem.ts';
import { useCall } from '../../api/host.ts';
import { ProblemBlock } from '../../parts/problem-block.tsx';
import { text } from '../../text.ts';

const useStyles = makeStyles({ content: { display: 'grid', rowGap: tokens.spacingVerticalM } });

interface EndpointOptionsProps {
  readonly endpoint: EndpointView;
  readonly onClose: () => void;
  readonly onChanged: () => void;
}

/** How the listener treats this client. */
export function EndpointOptions({ endpoint, onClose, onChanged }: EndpointOptionsProps): ReactElement {
  const styles = useStyles();
  const call = useCall();
  const [options, setOptions] = useState(endpoint.options);
  const [problem, setProblem] = useState<ProblemView | null>(null);
  async function save(): Promise<void> {
    const answer = await call('endpoints.configure', { name: endpoint.name, options });
    if (!answer.ok) return setProblem(answer.error);
    onChanged();
    onClose();
  }
  return (
    <Dialog open onOpenChange={(_, { open }) => (open ? undefined : onClose())}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{text.endpoints.optionsOf(endpoint.name)}</DialogTitle>
          <DialogContent className={styles.content}>
            <Field hint={text.options.matchHint}>
              <Switch
                label={text.options.match}
                checked={options.matchByEmail}
                onChange={(_, { checked }) => setOptions({ ...options, matchByEmail: checked })}
              />
            </Field>
            <Field hint={text.options.passwordHint}>
              <Switch
                label={text.options.password}
                checked={options.passwordSync}
                onChange={(_, { checked }) => setOptions({ ...options, passwordSync: checked })}
              />
            </Field>
            <Field label={text.options.renames} hint={text.options.renamesHint}>
              <RadioGroup
                value={options.renames}
                onChange={(_, { value }) =>
                  setOptions({ ...options, renames: value === 'alias' ? 'alias' : 'refuse' })
                }
              >
                <Radio value="refuse" label={text.options.refuse} />
                <Radio value="alias" label={text.options.alias} />
              </RadioGroup>
            </Field>
            {problem ? <ProblemBlock problem={problem} onRetry={() => void save()} /> : null}
          </DialogContent>
          <DialogActions>
            <Button appearance="primary" onClick={() => void save()}>
              {text.common.save}
            </Button>
            <Button onClick={onClose}>{text.common.cancel}</Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}

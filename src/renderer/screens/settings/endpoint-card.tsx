import {
  Button,
  makeStyles,
  Menu,
  MenuButton,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
  Text,
  tokens,
} from '@fluentui/react-components';
import { MoreHorizontal20Regular } from '@fluentui/react-icons';
import { useState, type ReactElement } from 'react';
import type { EndpointView, NewToken } from '../../../main/ipc/contract.ts';
import { useCall } from '../../api/host.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { useTell } from '../../parts/tell.tsx';
import { ListTime, Time } from '../../parts/time.tsx';
import { text } from '../../text.ts';
import { EndpointOptions } from './endpoint-options.tsx';
import { ExpiryField, type Expiry } from './expiry-field.tsx';

const useStyles = makeStyles({
  card: {
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
    padding: '12px 16px',
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    rowGap: tokens.spacingVerticalS,
  },
  head: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  names: { display: 'grid', flexGrow: 1, minWidth: 0, overflowWrap: 'anywhere' },
  buttons: { display: 'flex', columnGap: tokens.spacingHorizontalXS },
  title: { margin: 0, fontSize: tokens.fontSizeBase300, lineHeight: tokens.lineHeightBase300 },
  faint: { color: tokens.colorNeutralForeground3 },
  wide: { overflowX: 'auto' },
});

type Asking = 'replace' | 'replace-now' | 'remove' | 'options' | null;

interface EndpointCardProps {
  readonly endpoint: EndpointView;
  readonly onChanged: () => void;
  readonly onToken: (made: NewToken) => void;
}

/** One client: its tokens, its last call, and what can be done. */
export function EndpointCard({ endpoint, onChanged, onToken }: EndpointCardProps): ReactElement {
  const styles = useStyles();
  const call = useCall();
  const tell = useTell();
  const [asking, setAsking] = useState<Asking>(null);
  const [expiresInDays, setExpiry] = useState<Expiry>(undefined);
  const { name, kind, tokens: held, lastCallAt } = endpoint;
  const close = (): void => setAsking(null);
  async function replace(now: boolean): Promise<void> {
    close();
    const answer = await call('endpoints.replaceToken', { name, now, expiresInDays });
    if (answer.ok) onToken(answer.value);
    else tell.problem(answer.error);
  }
  async function remove(): Promise<void> {
    close();
    const answer = await call('endpoints.remove', { name });
    if (!answer.ok) return tell.problem(answer.error);
    tell.done(text.endpoints.removed(name));
    onChanged();
  }
  return (
    <div className={styles.card}>
      <div className={styles.head}>
        <div className={styles.names}>
          <h3 className={styles.title}>{name}</h3>
          <Text size={200} className={styles.faint}>
            {text.endpoints.kinds[kind]} · {text.endpoints.lastCall}{' '}
            {lastCallAt === null ? text.endpoints.noCall : <Time at={lastCallAt} />}
          </Text>
        </div>
        <div className={styles.buttons}>
          <Button onClick={() => setAsking('replace')} aria-label={text.endpoints.replaceOf(name)}>
            {text.endpoints.replace}
          </Button>
          <Menu>
            <MenuTrigger disableButtonEnhancement>
              <MenuButton
                appearance="subtle"
                icon={<MoreHorizontal20Regular />}
                menuIcon={null}
                aria-label={text.endpoints.more(name)}
              />
            </MenuTrigger>
            <MenuPopover>
              <MenuList>
                <MenuItem onClick={() => setAsking('options')}>{text.endpoints.options}</MenuItem>
                <MenuItem onClick={() => setAsking('replace-now')}>{text.endpoints.replaceNow}</MenuItem>
                <MenuItem onClick={() => setAsking('remove')}>{text.endpoints.remove}</MenuItem>
              </MenuList>
            </MenuPopover>
          </Menu>
        </div>
      </div>
      <div className={styles.wide} tabIndex={-1}>
        <Table size="small" aria-label={text.endpoints.tokensOf(name)}>
          <TableHeader>
            <TableRow>
              <TableHeaderCell>{text.endpoints.made}</TableHeaderCell>
              <TableHeaderCell>{text.endpoints.used}</TableHeaderCell>
              <TableHeaderCell>{text.endpoints.expires}</TableHeaderCell>
            </TableRow>
          </TableHeader>
          <TableBody>
            {held.map(({ madeAt, lastUsedAt, expiresAt }) => (
              <TableRow key={madeAt}>
                <TableCell>
                  <Time at={madeAt} />
                </TableCell>
                <TableCell>{lastUsedAt === null ? text.common.never : <Time at={lastUsedAt} />}</TableCell>
                <TableCell>{expiresAt === null ? text.common.never : <ListTime at={expiresAt} />}</TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </div>
      <Confirm
        open={asking === 'replace' || asking === 'replace-now'}
        title={text.endpoints.replaceTitle(name)}
        action={text.endpoints.replaceAction}
        onClose={close}
        onConfirm={() => void replace(asking === 'replace-now')}
      >
        <Text>{asking === 'replace-now' ? text.endpoints.replaceNowWords : text.endpoints.replaceWords}</Text>
        <ExpiryField value={expiresInDays} onChange={setExpiry} />
      </Confirm>
      <Confirm
        open={asking === 'remove'}
        title={text.endpoints.removeTitle(name)}
        action={text.endpoints.removeAction}
        onClose={close}
        onConfirm={() => void remove()}
      >
        <Text>{text.endpoints.removeWords}</Text>
      </Confirm>
      {asking === 'options' ? (
        <EndpointOptions endpoint={endpoint} onClose={close} onChanged={onChanged} />
      ) : null}
    </div>
  );
}

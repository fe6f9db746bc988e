import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useState, type ReactElement } from 'react';
import type { NewToken } from '../../../main/ipc/contract.ts';
import { useLive } from '../../api/host.ts';
import { useLoad } from '../../api/use-load.ts';
import { useReloadOn } from '../../api/use-reload-on.ts';
import { useScimAddress } from '../../api/use-scim-address.ts';
import { CopyButton } from '../../parts/copy-button.tsx';
import { Loading } from '../../parts/loading.tsx';
import { ProblemBlock } from '../../parts/problem-block.tsx';
import { Section } from '../../parts/section.tsx';
import { text } from '../../text.ts';
import { EndpointCard } from './endpoint-card.tsx';
import { NewEndpoint } from './new-endpoint.tsx';
import { TokenDialog } from './token-dialog.tsx';

const useStyles = makeStyles({
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: tokens.spacingHorizontalS },
  address: { fontFamily: tokens.fontFamilyMonospace, overflowWrap: 'anywhere' },
  list: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    rowGap: '12px',
    margin: 0,
    padding: 0,
    listStyleType: 'none',
  },
});

/** Who may call, and with which token. */
export function OktaSection(): ReactElement {
  const styles = useStyles();
  const endpoints = useLoad('endpoints.list');
  const [adding, setAdding] = useState(false);
  const [made, setMade] = useState<NewToken | null>(null);
  const address = useScimAddress();
  const facts = useLive(
    ({ status }) => `${String(status?.setUp.endpoints)} ${status?.setUp.lastCallAt ?? ''}`,
  );
  useReloadOn(facts, endpoints.reload);
  const show = (token: NewToken): void => {
    setMade(token);
    setAdding(false);
    endpoints.reload();
  };
  return (
    <>
      <Section title={text.endpoints.addressTitle} hint={text.endpoints.addressHint}>
        {address === null ? (
          <Text>{text.endpoints.noAddress}</Text>
        ) : (
          <div className={styles.row}>
            <Text className={styles.address}>{address}</Text>
            <CopyButton value={address} what={text.status.address} />
          </div>
        )}
      </Section>
      <Section
        title={text.endpoints.title}
        hint={text.endpoints.hint}
        actions={
          <Button appearance="primary" onClick={() => setAdding(true)}>
            {text.endpoints.new}
          </Button>
        }
      >
        {endpoints.problem ? <ProblemBlock problem={endpoints.problem} onRetry={endpoints.reload} /> : null}
        {endpoints.value === undefined && !endpoints.problem ? <Loading onRetry={endpoints.reload} /> : null}
        {endpoints.value?.length === 0 ? <Text>{text.endpoints.none}</Text> : null}
        {endpoints.value === undefined || endpoints.value.length === 0 ? null : (
          <ul className={styles.list}>
            {endpoints.value.map((endpoint) => (
              <li key={endpoint.name}>
                <EndpointCard endpoint={endpoint} onChanged={endpoints.reload} onToken={show} />
              </li>
            ))}
          </ul>
        )}
      </Section>
      <NewEndpoint open={adding} onClose={() => setAdding(false)} onMade={show} />
      {made ? <TokenDialog made={made} onClose={() => setMade(null)} /> : null}
    </>
  );
}

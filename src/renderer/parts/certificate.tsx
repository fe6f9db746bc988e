import { Text } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { useLoad } from '../api/use-load.ts';
import { fullTime } from '../format.ts';
import { text } from '../text.ts';
import { CopyButton } from './copy-button.tsx';
import { Facts } from './facts.tsx';
import { Loading } from './loading.tsx';
import { ProblemBlock } from './problem-block.tsx';
import { useNow } from './time.tsx';

const words = text.connect.certificate;

/** The certificate that the server shows, for a person to compare. @param url the saved address unless told */
export function Certificate({ url }: { readonly url?: string }): ReactElement {
  const now = useNow();
  const shown = useLoad('secretServer.certificate', { url });
  if (shown.problem) return <ProblemBlock problem={shown.problem} action={null} />;
  if (!shown.value) return <Loading onRetry={shown.reload} />;
  const { host, subject, names, issuer, selfSigned, validFrom, validTo, sha256 } = shown.value;
  return (
    <section aria-label={words.title}>
      <Facts
        rows={[
          { term: words.host, value: host },
          { term: words.subject, value: subject },
          { term: words.names, value: names },
          { term: words.issuer, value: selfSigned ? words.selfSigned(issuer) : issuer },
          {
            term: words.valid,
            value: (
              <>
                {words.validity(fullTime(validFrom), fullTime(validTo))}
                {Date.parse(validTo) < now ? <Text block>{words.ended}</Text> : null}
              </>
            ),
          },
          {
            term: words.fingerprint,
            value: (
              <>
                {sha256} <CopyButton value={sha256} what={words.fingerprint} />
              </>
            ),
          },
        ]}
      />
      <Text>{words.compare}</Text>
    </section>
  );
}

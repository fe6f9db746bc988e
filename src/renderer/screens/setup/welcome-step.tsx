import { makeStyles, Text, tokens } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { useLive } from '../../api/host.ts';
import { Section } from '../../parts/section.tsx';
import { text } from '../../text.ts';
import { StepFrame } from './step-frame.tsx';
import type { StepProps } from './steps.ts';

const useStyles = makeStyles({
  list: { display: 'grid', rowGap: tokens.spacingVerticalS, margin: 0, paddingInlineStart: '20px' },
});

export function WelcomeStep({ onNext }: StepProps): ReactElement {
  const styles = useStyles();
  const about = useLive((snapshot) => snapshot.about);
  return (
    <StepFrame
      title={text.setup.welcome.title}
      intro={text.setup.welcome.intro}
      primary={{ label: text.setup.start, run: onNext }}
    >
      <Section title={text.setup.welcome.needTitle}>
        <ul className={styles.list}>
          {text.setup.welcome.needs.map((need) => (
            <li key={need}>
              <Text>{need}</Text>
            </li>
          ))}
        </ul>
      </Section>
      <Section title={text.setup.welcome.ownerTitle}>
        <Text>
          {about ? text.setup.welcome.owner(about.account, about.secretsIn) : text.setup.welcome.ownerUnknown}
        </Text>
      </Section>
    </StepFrame>
  );
}

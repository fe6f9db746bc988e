import { Button, makeStyles, Radio, RadioGroup, Field, Text, tokens } from '@fluentui/react-components';
import { useState, type ReactElement } from 'react';
import { useCall, useHost, useLive } from '../../api/host.ts';
import { useLoad } from '../../api/use-load.ts';
import { size } from '../../format.ts';
import { CopyButton } from '../../parts/copy-button.tsx';
import { ProblemBlock } from '../../parts/problem-block.tsx';
import { Section } from '../../parts/section.tsx';
import { useTell } from '../../parts/tell.tsx';
import { Time } from '../../parts/time.tsx';
import { text } from '../../text.ts';
import { FormSection } from './form-section.tsx';
import { NumberField } from './number-field.tsx';
import { useSettingsForm, type SectionProps } from './settings-form.ts';

const useStyles = makeStyles({
  list: { display: 'grid', rowGap: tokens.spacingVerticalXS, margin: 0, padding: 0, listStyleType: 'none' },
  backup: { display: 'flex', flexWrap: 'wrap', columnGap: tokens.spacingHorizontalM },
  faint: { color: tokens.colorNeutralForeground3 },
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: tokens.spacingHorizontalS },
});

/** How long things are kept, and copies of them. */
export function DataSection(props: SectionProps): ReactElement {
  const form = useSettingsForm('data', props);
  const { values, set } = form;
  return (
    <>
      <FormSection title={text.settings.names.data} form={form}>
        <NumberField
          label={text.data.retention}
          unit={text.safety.days}
          value={values.retentionDays}
          min={1}
          max={3650}
          fault={text.data.retentionFault}
          onChange={(retentionDays) => set({ retentionDays })}
        />
        <NumberField
          label={text.data.backups}
          unit={text.safety.days}
          value={values.backupDays}
          min={1}
          max={365}
          fault={text.data.backupsFault}
          onChange={(backupDays) => set({ backupDays })}
        />
        <Field label={text.data.logLevel} hint={text.data.logHint}>
          <RadioGroup
            layout="horizontal"
            value={values.logLevel}
            onChange={(_, { value }) => set({ logLevel: value === 'debug' ? 'debug' : 'info' })}
          >
            <Radio value="info" label={text.data.info} />
            <Radio value="debug" label={text.data.debug} />
          </RadioGroup>
        </Field>
      </FormSection>
      <Backups />
    </>
  );
}

function Backups(): ReactElement {
  const styles = useStyles();
  const call = useCall();
  const { link } = useHost();
  const tell = useTell();
  const backups = useLoad('backup.list');
  const dataDir = useLive(({ about }) => about?.dataDir ?? null);
  const [running, setRunning] = useState(false);
  const { shell } = link;
  async function backUp(): Promise<void> {
    setRunning(true);
    const answer = await call('backup.now');
    setRunning(false);
    if (!answer.ok) return tell.problem(answer.error);
    tell.done(text.data.backedUp);
    backups.reload();
  }
  return (
    <Section title={text.data.backupTitle} hint={text.data.backupHint}>
      {backups.problem ? <ProblemBlock problem={backups.problem} onRetry={backups.reload} /> : null}
      {backups.value?.length === 0 ? <Text>{text.data.noBackup}</Text> : null}
      <ul className={styles.list}>
        {(backups.value ?? []).map(({ fileName, madeAt, bytes }) => (
          <li key={fileName} className={styles.backup}>
            <Text>{fileName}</Text>
            <Text className={styles.faint}>
              <Time at={madeAt} />, {size(bytes)}
            </Text>
          </li>
        ))}
      </ul>
      {dataDir === null ? null : (
        <div className={styles.row}>
          <Text className={styles.faint}>{text.data.folder}</Text>
          <Text>{dataDir}</Text>
          <CopyButton value={dataDir} what={text.data.folderName} />
        </div>
      )}
      <div className={styles.row}>
        <Button disabled={running} onClick={() => void backUp()}>
          {text.data.backUp}
        </Button>
        {shell ? (
          <Button onClick={() => void shell.call('folder.open', { folder: 'data' })}>
            {text.data.openFolder}
          </Button>
        ) : null}
      </div>
    </Section>
  );
}

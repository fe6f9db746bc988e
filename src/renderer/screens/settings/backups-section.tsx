import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useState, type ReactElement } from 'react';
import type { BackupView } from '../../../main/ipc/settings.ts';
import { useCall, useHost, useLive } from '../../api/host.ts';
import { useLoad } from '../../api/use-load.ts';
import { size } from '../../format.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { CopyButton } from '../../parts/copy-button.tsx';
import { ProblemBlock } from '../../parts/problem-block.tsx';
import { Section } from '../../parts/section.tsx';
import { useTell } from '../../parts/tell.tsx';
import { Time } from '../../parts/time.tsx';
import { text } from '../../text.ts';

const useStyles = makeStyles({
  list: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    margin: 0,
    padding: 0,
    listStyleType: 'none',
  },
  backup: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalM,
    paddingBlock: tokens.spacingVerticalS,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    ':first-child': { borderTopStyle: 'none' },
  },
  name: { flexGrow: 1, overflowWrap: 'anywhere' },
  faint: { color: tokens.colorNeutralForeground3 },
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: tokens.spacingHorizontalS },
});

/** Copies of the data file: made, found, and put back. */
export function BackupsSection(): ReactElement {
  const styles = useStyles();
  const call = useCall();
  const { link } = useHost();
  const tell = useTell();
  const backups = useLoad('backup.list');
  const dataDir = useLive(({ about }) => about?.dataDir ?? null);
  const [busy, setBusy] = useState(false);
  const [asking, setAsking] = useState<BackupView | null>(null);
  const { shell } = link;
  async function backUp(): Promise<void> {
    setBusy(true);
    const answer = await call('backup.now');
    setBusy(false);
    if (!answer.ok) return tell.problem(answer.error);
    tell.done(text.data.backedUp);
    backups.reload();
  }
  async function restore(fileName: string): Promise<void> {
    setAsking(null);
    setBusy(true);
    const answer = await call('backup.restore', { fileName });
    setBusy(false);
    if (!answer.ok) return tell.problem(answer.error);
    tell.done(text.data.restored, text.data.restoredWords(answer.value.kept, answer.value.held));
    backups.reload();
  }
  return (
    <Section title={text.data.backupTitle} hint={text.data.backupHint}>
      {backups.problem ? <ProblemBlock problem={backups.problem} onRetry={backups.reload} /> : null}
      {backups.value?.length === 0 ? <Text>{text.data.noBackup}</Text> : null}
      <ul className={styles.list}>
        {(backups.value ?? []).map((backup) => (
          <li key={backup.fileName} className={styles.backup}>
            <Text className={styles.name}>{backup.fileName}</Text>
            <Text className={styles.faint}>
              <Time at={backup.madeAt} />, {size(backup.bytes)}
            </Text>
            <Button
              size="small"
              disabled={busy}
              aria-label={text.data.restoreOf(backup.fileName)}
              onClick={() => setAsking(backup)}
            >
              {text.data.restore}
            </Button>
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
        <Button disabled={busy} onClick={() => void backUp()}>
          {text.data.backUp}
        </Button>
        {shell ? (
          <Button onClick={() => void shell.call('folder.open', { folder: 'data' })}>
            {text.data.openFolder}
          </Button>
        ) : null}
      </div>
      <Confirm
        open={asking !== null}
        title={text.data.restoreTitle(asking?.fileName ?? '')}
        action={text.data.restoreAction}
        onClose={() => setAsking(null)}
        onConfirm={() => void restore(asking?.fileName ?? '')}
      >
        <Text>{text.data.restoreWords}</Text>
      </Confirm>
    </Section>
  );
}

import { Button, Tooltip, useAnnounce } from '@fluentui/react-components';
import { Checkmark20Regular, Copy20Regular } from '@fluentui/react-icons';
import { useEffect, useState, type ReactElement } from 'react';
import { useHost } from '../api/host.ts';
import { text } from '../text.ts';

/** How long a copied secret stays in the clipboard. Milliseconds. */
const secretMs = 60_000;

/** Copies text by the desktop where there is one; a secret leaves the clipboard after a minute. */
function useCopy(): (value: string, secret: boolean) => Promise<void> {
  const { link } = useHost();
  return async (value, secret) => {
    if (link.shell) {
      await link.shell.call('clipboard.copy', { text: value, secret });
      return;
    }
    await navigator.clipboard.writeText(value);
    if (secret) window.setTimeout(() => void clearClipboard(value), secretMs);
  };
}

/** Only while it still holds the value; where it may not be read, it is emptied all the same. */
async function clearClipboard(value: string): Promise<void> {
  const held = await navigator.clipboard.readText().catch(() => value);
  if (held === value) await navigator.clipboard.writeText('').catch(() => {});
}

interface CopyButtonProps {
  readonly value: string;
  /** What is copied, for its name: "SCIM address". */
  readonly what: string;
  readonly secret?: boolean;
  /** Word beside the icon. */
  readonly labelled?: boolean;
  readonly onCopied?: () => void;
}

export function CopyButton({
  value,
  what,
  secret = false,
  labelled = false,
  onCopied,
}: CopyButtonProps): ReactElement {
  const copy = useCopy();
  const { announce } = useAnnounce();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = window.setTimeout(() => setCopied(false), 2_000);
    return () => window.clearTimeout(timer);
  }, [copied]);
  const name = `${text.common.copy} ${what}`;
  async function copyNow(): Promise<void> {
    await copy(value, secret);
    setCopied(true);
    announce(text.common.copiedFor(what));
    onCopied?.();
  }
  const button = (
    <Button
      icon={copied ? <Checkmark20Regular /> : <Copy20Regular />}
      appearance={labelled ? 'secondary' : 'subtle'}
      aria-label={name}
      onClick={() => void copyNow()}
    >
      {labelled ? (copied ? text.common.copied : text.common.copy) : undefined}
    </Button>
  );
  return labelled ? (
    button
  ) : (
    <Tooltip content={copied ? text.common.copied : name} relationship="label">
      {button}
    </Tooltip>
  );
}

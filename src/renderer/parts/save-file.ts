import type { TextFile } from '../../main/ipc/activity.ts';

/** Hands a file to the browser's downloads. */
export function saveFile({ fileName, mediaType, text }: TextFile): void {
  const url = URL.createObjectURL(new Blob([text], { type: mediaType }));
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  // After the download has begun.
  window.setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

import { text } from '../text.ts';
import { useLive } from './host.ts';

/** Who does what is done here: the account that runs SCIM Tray. */
export function useBy(): string {
  return useLive(({ about }) => about?.account ?? text.common.windowUser);
}

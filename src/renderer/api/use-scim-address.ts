import { useLive } from './host.ts';

/** What Okta should use: the public address, before there is one the address on this machine; null: neither. */
export function useScimAddress(): string | null {
  return useLive(({ status }) => status?.setUp.publicUrl ?? status?.scimBaseUrl ?? null);
}

import type { z } from 'zod';

/** Where the SCIM service answers behind the tunnel; the second is the address of the vendor's older connector. */
const mounts = /\/(scim\/)?v2$/i;

/**
 * The public address as Okta's base URL field takes it: https (http to this machine only, for a trial), no slash at
 * the end. A bare host name gets the path.
 */
export function normalisePublicUrl(text: string, context: z.RefinementCtx): string {
  const refuse = (message: string): string => {
    context.addIssue({ code: 'custom', message: `publicUrl ${message}` });
    return '';
  };
  const url = URL.parse(text);
  if (!url || !/^https?:\/\//i.test(text)) {
    return refuse('is not a web address: write it as https://scim.example.com/scim/v2');
  }
  if (url.username !== '' || url.password !== '') return refuse('holds an account or a password');
  if (/[?#]/.test(text)) return refuse('has a part after ? or #');
  const loopback = ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
  if (url.protocol === 'http:' && !loopback) return refuse('is not encrypted: Okta needs https');
  const path = url.pathname.replace(/\/+$/, '');
  if (path !== '' && !mounts.test(path)) return refuse('has to end in /scim/v2');
  return `${url.origin}${path === '' ? '/scim/v2' : path}`;
}

/** Chromium lets only http and https have paths of their own, so the app's scheme becomes a host there, and back. */

type Handle = (request: Request) => Promise<Response> | Response;

interface Scheme {
  readonly scheme: string;
  readonly privileges: { readonly standard?: boolean; readonly secure?: boolean };
}

const handlers = new Map<string, Handle>();
const standard = new Set<string>();

export const protocol = {
  registerSchemesAsPrivileged(schemes: readonly Scheme[]): void {
    for (const { scheme, privileges } of schemes) if (privileges.standard) standard.add(scheme);
  },
  handle(scheme: string, handler: Handle): void {
    handlers.set(scheme, handler);
  },
};

/** app://host/path as Chromium gets it. */
export function toBrowser(url: string): string {
  return url.replace(/^(\w+):\/\/([\w-]+)(?=\/|$)/, (whole, scheme: string, host: string) =>
    standard.has(scheme) ? `https://${host}.${scheme}.localhost` : whole,
  );
}

/** What the app calls the address that Chromium names. */
export function fromBrowser(url: string): string {
  return url.replace(/^https:\/\/([\w-]+)\.(\w+)\.localhost(?=\/|$)/, (whole, host: string, scheme: string) =>
    standard.has(scheme) ? `${scheme}://${host}` : whole,
  );
}

/** The app's own answer; null for a scheme that it does not serve. */
export async function answerOf(url: string): Promise<Response | null> {
  const handler = handlers.get(new URL(url).protocol.slice(0, -1));
  return handler ? await handler(new Request(url)) : null;
}

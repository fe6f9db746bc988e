/** One sentence and what to do, as a page: for a browser that cannot be shown the window. */
export function plainPage({ title, remedy }: { readonly title: string; readonly remedy: string }): string {
  return page(`<h1>${escaped(title)}</h1><p>${escaped(remedy)}.</p>`);
}

/**
 * Leads on to the window by itself. Not a redirect: a browser that came from another page would follow that without
 * the cookie, which is SameSite=Strict.
 */
export function leadOn(path: string): string {
  const refresh = `<meta http-equiv="refresh" content="0; url=${escaped(path)}">`;
  return page(`<p><a href="${escaped(path)}">Open the window of SCIM Tray</a></p>`, refresh);
}

function page(body: string, head = ''): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="color-scheme" content="light dark">${head}<title>SCIM Tray</title></head>
<body>${body}</body></html>
`;
}

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (sign) => `&#${String(sign.codePointAt(0))};`);
}

import { Marked, type Tokens } from 'marked';

const style = `
:root { color-scheme: light dark; }
body { font: 1rem/1.5 'Segoe UI', system-ui, sans-serif; max-width: 50rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; }
th, td { border: 1px solid #808a94; padding: 0.25rem 0.5rem; text-align: left; vertical-align: top; }
pre { overflow-x: auto; padding: 0.75rem; border: 1px solid #808a94; }
code, pre { font-family: 'Cascadia Mono', Consolas, monospace; font-size: 0.9rem; }
`;

/** The guide as one page that any browser shows without anything else. @param markdown as in the repository */
export function guidePage(markdown: string): string {
  const marked = new Marked({
    renderer: {
      heading({ tokens, depth, text }: Tokens.Heading): string {
        const level = String(depth);
        return `<h${level} id="${anchor(text)}">${this.parser.parseInline(tokens)}</h${level}>\n`;
      },
    },
  });
  const body = marked.parse(markdown, { async: false });
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>SCIM Tray: guide</title>
<style>${style}</style></head>
<body>
${body}</body>
</html>
`;
}

/** As GitHub makes it, so that the guide's links to its own sections work in both. */
function anchor(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} -]/gu, '')
    .replaceAll(' ', '-');
}

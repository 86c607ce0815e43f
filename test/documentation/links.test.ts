/** Links between the pages lead somewhere. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { expect, test } from 'vitest';

const root = new URL('../../', import.meta.url);
const docs = (await readdir(new URL('docs/', root))).filter((name) => name.endsWith('.md'));
const pages = ['README.md', 'SECURITY.md', 'CONTRIBUTING.md', ...docs.map((name) => `docs/${name}`)];

/** As GitHub makes them of headings. */
const anchorOf = (heading: string) =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');

/** Null where nothing is; a folder has no text. */
async function textAt(url: URL): Promise<string | null> {
  const what = await stat(url).catch(() => null);
  if (what === null) return null;
  return what.isDirectory() ? '' : readFile(url, 'utf8');
}

test.each(pages)('those of %s', async (page) => {
  const at = new URL(page, root);
  const text = await readFile(at, 'utf8');
  const links = [...text.matchAll(/\]\((?!https?:|mailto:)([^)\s]+)\)/g)].map(([, link = '']) => link);
  const broken: string[] = [];
  for (const link of links) {
    const target = new URL(link, at);
    const found = await textAt(new URL(target.pathname, target));
    const anchors = [...(found ?? '').matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchorOf(heading));
    const anchor = decodeURIComponent(target.hash.slice(1));
    if (found === null || (anchor !== '' && !anchors.includes(anchor))) broken.push(link);
  }
  expect(broken).toEqual([]);
});

test('the README names every page of docs', async () => {
  const readme = await readFile(new URL('README.md', root), 'utf8');
  expect(docs.filter((name) => !readme.includes(`(docs/${name})`))).toEqual([]);
});

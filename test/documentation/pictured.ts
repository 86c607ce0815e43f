/** What the pictures in docs/ show: while these files are as they were, so are the pictures. */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';

const root = new URL('../../', import.meta.url);
const shown = [
  'packages/devices/src/',
  'packages/devices/page/',
  'src/demo/company/',
  'src/demo/queries/',
  'src/server/doors/pages/',
];

/** Beside the pictures. */
export const pictures = new URL('docs/pictures.json', root);

export const pictureNames = ['devices-page.png', 'graphiql.png', 'provider-down.png'] as const;

/** One for all the files, by their names and contents; tests are no part of what is shown. */
export async function hashOfPictured(): Promise<string> {
  const hash = createHash('sha256');
  for (const folder of shown) {
    const entries = await readdir(new URL(folder, root), { recursive: true, withFileTypes: true });
    const paths = entries
      .filter((entry) => entry.isFile() && !entry.name.includes('.test.'))
      .map((entry) => `${entry.parentPath}/${entry.name}`)
      .toSorted();
    for (const path of paths) {
      hash.update(path.slice(root.pathname.length));
      hash.update(await readFile(path));
    }
  }
  return hash.digest('hex');
}

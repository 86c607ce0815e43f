import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, resolve } from 'node:path';

/**
 * Removes the declarations that no entry leads to. Throws where one needs a package that who installs this one does not get: its types would
 * silently be `any`.
 */
export function pruneTypes(folder, entries, packages) {
  const reached = new Set();
  const visit = (file) => {
    if (reached.has(file)) return;
    reached.add(file);
    const text = readFileSync(file, 'utf8').replaceAll(/\/\*[^]*?\*\//g, '');
    for (const [, name] of text.matchAll(/(?:from |import\()['"]([^'"]+)['"]/g))
      if (name.startsWith('.')) visit(resolve(dirname(file), name.replace(/\.(ts|js)$/, '.d.ts')));
      else if (!packages.includes(name) && !builtinModules.includes(name.replace('node:', '')))
        throw new Error(`${file} needs the types of ${name}`);
  };
  for (const entry of entries) visit(join(folder, entry));
  for (const file of readdirSync(folder, { recursive: true, withFileTypes: true }))
    if (file.isFile() && !reached.has(join(file.parentPath, file.name)))
      rmSync(join(file.parentPath, file.name));
}

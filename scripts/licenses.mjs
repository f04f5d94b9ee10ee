// The licences of what is bundled: they ask that their text goes along.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * One text with the licence of every package in the bundles.
 * @param {readonly import('esbuild').Metafile[]} metafiles of the bundles
 * @param {readonly string[]} more folders of packages of which other files are taken along
 * @throws Error if a package says nothing of its licence
 */
export function licenses(root, metafiles, more) {
  const inputs = metafiles.flatMap((metafile) => Object.keys(metafile.inputs));
  const folders = new Set([...more, ...inputs.flatMap(folderOfPackage)]);
  const texts = [...folders].map((folder) => {
    const { name, version, license, author } = JSON.parse(
      readFileSync(join(root, folder, 'package.json'), 'utf8'),
    );
    const file = readdirSync(join(root, folder)).find((entry) => /^licen[cs]e(\.\w+)?$/i.test(entry));
    if (file === undefined && license === undefined) throw new Error(`${folder} says of no licence`);
    // A few packages only name theirs.
    const text = file ? readFileSync(join(root, folder, file), 'utf8').trim() : `${license}, ${author}`;
    return `${name} ${version}\n\n${text}\n`;
  });
  return texts.sort().join(`\n${'-'.repeat(80)}\n\n`);
}

/** `node_modules/@a/b/lib/c.js` → `node_modules/@a/b`, the innermost; nothing for files of our own. */
function folderOfPackage(input) {
  const found = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input);
  return found === null ? [] : [found[1]];
}

/** A generated file that an `include!` of the workspace asks for is nowhere. */
import type { CrateMap } from '../../resolve/definitions';
import { placeOf } from '../../resolve/unit';
import type { Finding } from '../finding';
import { isBindingName } from '../ours';
import type { DiagnoseContext } from '../problem';

/**
 * One finding for each `include!` of a generated file that is missing; names behind it are unknown. Where neither the package
 * nor one that uses it names anything of the kernel, what it generates is something else: that is worth a remark.
 */
export function missingFiles(context: DiagnoseContext, crate: CrateMap, path: string): readonly Finding[] {
  const found: Finding[] = [];
  for (const missing of crate.missingFiles) {
    if (missing.kind !== 'generated' || missing.unit.file !== path) continue;
    const place = placeOf(missing.unit, missing.start, missing.end, context.world.sources);
    if (!place) continue;
    const name = (missing.tried[0] ?? '').replace('$OUT_DIR/', '');
    const ours =
      crate.bindings || [crate, ...usersOf(context, crate)].some((map) => namesKernel(context, map));
    found.push({
      code: 'missing-generated-file',
      severity: ours ? 'warning' : 'information',
      file: place.file,
      start: place.start,
      end: place.end,
      name,
      message: `the generated file \`${name}\` is not there: names that it would define are not checked`,
      help: ours
        ? 'build the crate once, or name a folder of generated files with the bindings setting (`--bindings`)'
        : 'build the crate once',
      candidates: [],
      crate: crate.packageName,
      module: 'crate',
      category: 'other',
      related: [],
    });
  }
  return found;
}

/** Crates that depend on one, as far as they have been read: those that are checked have. */
function usersOf({ world }: DiagnoseContext, { node }: CrateMap): readonly CrateMap[] {
  return world.project.crates
    .filter(({ dependencies }) => dependencies.some((each) => each.crate === node?.index))
    .flatMap(({ index }) => world.crates.get(index) ?? []);
}

function namesKernel(context: DiagnoseContext, { units }: CrateMap): boolean {
  return units.some(({ fragment }) =>
    fragment.references.some(({ segments }) => segments.some((name) => isBindingName(context, name))),
  );
}

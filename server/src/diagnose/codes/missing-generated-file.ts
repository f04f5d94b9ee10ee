/** A generated file that an `include!` of the workspace asks for is nowhere. */
import type { CrateMap } from '../../resolve/definitions';
import { placeOf } from '../../resolve/unit';
import type { Finding } from '../finding';
import { isNamedAfterSel4 } from '../ours';
import type { DiagnoseContext } from '../problem';

/**
 * One finding for each `include!` of a generated file that is missing; names behind it are unknown. What other packages than
 * those of the bindings generate is worth a remark.
 */
export function missingFiles(context: DiagnoseContext, crate: CrateMap, path: string): readonly Finding[] {
  const found: Finding[] = [];
  for (const missing of crate.missingFiles) {
    if (missing.kind !== 'generated' || missing.unit.file !== path) continue;
    const place = placeOf(missing.unit, missing.start, missing.end, context.world.sources);
    if (!place) continue;
    const name = (missing.tried[0] ?? '').replace('$OUT_DIR/', '');
    found.push({
      code: 'missing-generated-file',
      severity: crate.bindings || isNamedAfterSel4(crate.name) ? 'warning' : 'information',
      file: place.file,
      start: place.start,
      end: place.end,
      name,
      message: `the generated file \`${name}\` is not there: names that it would define are not checked`,
      help: crate.bindings
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

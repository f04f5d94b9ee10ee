/** Declares a crate of the bindings in the manifest of the package that names it. */
import { NAME_PREFIX, TYPED_CRATE } from '../../bindings/crates';
import { nameHere } from '../../diagnose/codes/undeclared-crate';
import { addLine, dependencyPlaces, workspaceDependencies } from '../../project/manifestEdits';
import { fileName, parentFolder } from '../../project/paths';
import type { FixContext } from '../context';
import type { Fixer } from '../offer';

export const declareCrate: Fixer = ({ finding, problem }, context) => {
  if (finding.code !== 'undeclared-crate') return undefined;
  const { node } = problem.crate;
  if (node === undefined) return undefined;
  const inactive = node.inactiveDependencies.find(({ name }) => name === problem.name);
  if (inactive)
    return { id: 'declareCrate', reason: `the manifest declares \`${problem.name}\`: ${inactive.why}` };
  const renamed = nameHere(node, problem.name);
  if (renamed !== undefined)
    return {
      id: 'declareCrate',
      reason:
        renamed === problem.name
          ? `the manifest declares \`${renamed}\`: ${finding.help ?? ''}`
          : `the manifest calls \`${problem.name}\` \`${renamed}\`: write that`,
    };
  const [, next = ''] = problem.segments;
  if (next.startsWith(NAME_PREFIX) && !has(problem.name, next, context))
    return { id: 'declareCrate', reason: `\`${problem.name}\` has no \`${next}\`` };
  const { files } = context.world.sourceFiles;
  const text = files.readText(node.manifestPath);
  if (text === undefined) return undefined;
  const line =
    inherited(problem.name, context) ?? besides(problem.name, parentFolder(node.manifestPath), context);
  if (line === undefined)
    return {
      id: 'declareCrate',
      reason: `no manifest of the workspace says where \`${problem.name.replaceAll('_', '-')}\` comes from`,
    };
  const edit = addLine(text, ['dependencies'], line);
  if (edit === undefined) return undefined;
  const file = node.manifestPath;
  return {
    id: 'declareCrate',
    title: `Add \`${line}\` to [dependencies] of ${fileName(parentFolder(file))}/${fileName(file)}`,
    sure: 'meant',
    wishes: { edits: [{ file, ...edit }] },
  };
};

/** Whether the crate's root has a name of the kernel: those of the typed crate are below its `sys`. */
function has(crate: string, name: string, { catalog }: FixContext): boolean {
  return crate !== TYPED_CRATE && catalog.knownName(name).some(({ path }) => path === name);
}

/** `name = { workspace = true }`, where the workspace's manifest has it. */
function inherited(name: string, { world }: FixContext): string | undefined {
  const text = world.sourceFiles.files.readText(`${world.project.root}/Cargo.toml`);
  const found = workspaceDependencies(text ?? '').find((key) => key.replaceAll('-', '_') === name);
  return found && `${found} = { workspace = true }`;
}

/** As another member declares it, with the path seen from here. */
function besides(name: string, folder: string, { world }: FixContext): string | undefined {
  for (const node of world.project.crates) {
    const dependency = node.dependencies.find((each) => each.packageName.replaceAll('-', '_') === name);
    if (dependency?.path === undefined || parentFolder(node.manifestPath) === folder) continue;
    const text = world.sourceFiles.files.readText(node.manifestPath) ?? '';
    if (dependencyPlaces(text, dependency.name).length === 0) continue;
    return `${dependency.packageName} = { path = ${JSON.stringify(relative(folder, dependency.path))} }`;
  }
  return undefined;
}

function relative(from: string, to: string): string {
  const a = from.split('/').filter(Boolean);
  const b = to.split('/').filter(Boolean);
  let same = 0;
  while (same < Math.min(a.length, b.length) && a[same] === b[same]) same++;
  return [...a.slice(same).map(() => '..'), ...b.slice(same)].join('/') || '.';
}

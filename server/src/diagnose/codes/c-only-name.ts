/** A name of C headers, of C libraries above seL4 or of nobody: no binding of any configuration has it. */
import { cannotFind, type DiagnoseContext, type Explain } from '../problem';

export const cOnlyName: Explain = (problem, context) => {
  const { name, failure } = problem;
  if (failure.why === 'private') return undefined;
  const known = describe(name, context);
  if (!known) return undefined;
  return {
    code: 'c-only-name',
    severity: 'error',
    message: `${cannotFind(problem)}: ${known.why}`,
    ...(known.write === undefined ? {} : { help: `write \`${known.write}\`` }),
    candidates: known.write === undefined ? [] : [known.write],
    related: [],
  };
};

function describe(
  name: string,
  { knowledge, arch }: DiagnoseContext,
): { readonly why: string; readonly write?: string } | undefined {
  const right = knowledge.capRight(name);
  if (right)
    return {
      why: 'in C it is a macro around an inline function, which bindgen cannot emit',
      write: right.typed,
    };
  const invented = knowledge.invented(name, arch);
  if (invented) {
    const near = invented.nearest;
    const write =
      near === undefined ? undefined : 'place' in near ? withCrate(near.place.path) : String(near.literal);
    return {
      why: `neither libsel4 nor the C libraries above it define it${invented.meant === undefined ? '' : ` (C's name is \`${invented.meant}\`)`}`,
      ...(write === undefined ? {} : { write }),
    };
  }
  const alias = knowledge.cAlias(name, arch);
  if (!alias) return undefined;
  const first = alias.meanings[0];
  const write =
    first === undefined
      ? (alias.typed ?? alias.instead)
      : 'place' in first
        ? withCrate(first.place.path)
        : String(first.literal);
  const what =
    first && 'place' in first
      ? `on ${arch} it stands for \`${withCrate(first.place.path)}\``
      : 'the bindings do not have it';
  return { why: `it is a ${alias.kind} of C, and ${what}`, ...(write === undefined ? {} : { write }) };
}

function withCrate(path: string): string {
  return path.startsWith('sel4::') ? path : `sel4::sys::${path}`;
}

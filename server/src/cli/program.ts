/** The command line's grammar: commands, options and their help. */

import { Command, Option } from 'commander';
import type { DiffOptions } from './diff';
import type { LspOptions } from './lspCommand';
import type { MatrixOptions } from './matrix';
import {
  type CheckOptions,
  type FixOptions,
  listOption,
  type ReportOptions,
  repeatedOption,
  severityOption,
} from './options';
import type { Output } from './output';
import type { ParityOptions } from './parity';

export interface SnapshotOptions {
  readonly output?: string;
  readonly name?: string;
  /** An image file; folders are those in it then. */
  readonly from?: string;
}

export interface ExplainOptions {
  readonly format?: string;
}

export interface Handlers {
  readonly check: (path: string | undefined, options: CheckOptions) => Promise<void>;
  readonly fix: (path: string | undefined, options: FixOptions) => Promise<void>;
  readonly matrix: (path: string | undefined, options: MatrixOptions) => Promise<void>;
  readonly diff: (a: string, b: string, path: string | undefined, options: DiffOptions) => Promise<void>;
  readonly parity: (path: string | undefined, options: ParityOptions) => Promise<void>;
  readonly report: (path: string | undefined, options: ReportOptions) => Promise<void>;
  readonly explain: (name: string, options: ExplainOptions) => Promise<void>;
  readonly snapshot: (folders: readonly string[], options: SnapshotOptions) => Promise<void>;
  readonly lsp: (options: LspOptions) => Promise<void>;
}

/** Builds the program; it throws commander's errors instead of ending the process. */
export function buildProgram(version: string, handlers: Handlers, output: Pick<Output, 'error'>): Command {
  const program = new Command('kaal-sel4');
  // Set before the commands are made: they inherit both.
  program.exitOverride().configureOutput({ writeErr: (text) => output.error(text) });
  program
    .description('Finds seL4 names in Rust that the generated sel4-sys bindings do not have.')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .showHelpAfterError('(`--help` lists the options)');

  viewOptions(
    program
      .command('check')
      .description('check a Cargo workspace or package; runs neither cargo nor rustc')
      .argument('[path]', 'folder of the workspace or package', '.'),
  )
    .option('--all-names', 'report every name that does not resolve, not only those of the bindings')
    .option('--parity', 'report every difference of a mock, not only of names that are used')
    .option('--deny-warnings', 'exit with 1 if there are warnings')
    .option(
      '--severity <code=level>',
      'how loud a code is: error, warning, information, hint or off; may be repeated',
      severityOption,
    )
    .addOption(formatOption('sarif'))
    .addHelpText(
      'after',
      '\nExit code: 0 no errors, 1 errors (with --deny-warnings: or warnings), 2 could not check.',
    )
    .action((path: string, options: CheckOptions) => handlers.check(path, options));

  viewOptions(
    program
      .command('fix')
      .description('mend what `check` finds, and print what is changed as a unified diff')
      .argument('[path]', 'folder of the workspace or package', '.'),
  )
    .addOption(
      new Option(
        '--strategy <strategy>',
        'how names of the kernel are reached (default: adapter where there is one, else explicit)',
      ).choices(['explicit', 'adapter', 'typed']),
    )
    .option('--adapter <path>', 'path of the adapter module, such as sel4_platform::adapter')
    .option('--dry-run', 'print the diff, write nothing')
    .option('--allow-dirty', 'change files that have uncommitted changes, too')
    .addHelpText(
      'after',
      '\nWithout --view and --arch all views that Cargo.toml names are mended, or all architectures that the' +
        '\nworkspace may be built for.' +
        '\nExit code: 0 no errors are left, 1 errors are left, 2 could not fix; nothing was written then.',
    )
    .action((path: string, options: FixOptions) => handlers.fix(path, options));

  viewOptions(
    program
      .command('matrix')
      .description('show which names of the kernel a workspace uses, and where each is in each configuration')
      .argument('[path]', 'folder of the workspace or package', '.'),
  )
    .option('--built-in', 'the built-in configurations, whatever views Cargo.toml names')
    .option('--differing', 'only names that are not the same in all of them')
    .addOption(
      new Option('--format <format>', 'form of the output')
        .choices(['text', 'markdown', 'html', 'json'])
        .default('text'),
    )
    .addHelpText(
      'after',
      '\nColumns are the views that are asked for or that Cargo.toml names, else the built-in configurations.' +
        '\nExit code: 0, or 2 if nothing could be looked at.',
    )
    .action((path: string, options: MatrixOptions) => handlers.matrix(path, options));

  featureOptions(
    program
      .command('diff')
      .description(
        'show what differs between two sets of bindings, and which places of a workspace that hits',
      )
      .argument('<from>', 'what is in use: a built-in snapshot, an OUT_DIR of sel4-sys or a snapshot file')
      .argument('<to>', 'what is to be used: the same')
      .argument('[path]', 'folder of a workspace or package'),
  )
    .addOption(
      new Option('--format <format>', 'form of the output')
        .choices(['text', 'markdown', 'json'])
        .default('text'),
    )
    .addHelpText(
      'after',
      '\nWithout --view all views that Cargo.toml names are looked at, each with both sets of bindings.' +
        '\nExit code: 0, 1 if something in the workspace would no longer compile, 2 could not look.',
    )
    .action((a: string, b: string, path: string | undefined, options: DiffOptions) =>
      handlers.diff(a, b, path, options),
    );

  viewOptions(
    program
      .command('parity')
      .description('list every difference between a mock and the bindings that it stands in for')
      .argument('[path]', 'folder of the workspace or package', '.'),
  )
    .addOption(formatOption())
    .addHelpText('after', '\nExit code: 0, or 2 if nothing could be looked at.')
    .action((path: string, options: ParityOptions) => handlers.parity(path, options));

  viewOptions(
    program
      .command('report')
      .description('write a page on how far a workspace is: what is missing and why, and what would mend it')
      .argument('[path]', 'folder of the workspace or package', '.'),
  )
    .option('--since <file>', 'an earlier report (`--format json`): say what has changed since')
    .option(
      '--link-base <url>',
      'path or URL of the workspace that links begin with (default: relative to it)',
    )
    .option('--no-plan', 'leave out what `fix` would do')
    .addOption(
      new Option('--format <format>', 'form of the output')
        .choices(['markdown', 'json', 'html'])
        .default('markdown'),
    )
    .addHelpText(
      'after',
      '\nWithout --view and --arch all views that Cargo.toml names are looked at.' +
        '\nExit code: 0, or 2 if nothing could be looked at.',
    )
    .action((path: string, options: ReportOptions) => handlers.report(path, options));

  program
    .command('explain')
    .description('tell everything known of a name: where it is, in which configurations, what to write')
    .argument('<name>', 'a name such as seL4_NoError or seL4_ARCH_Page_Map')
    .addOption(formatOption())
    .addHelpText('after', '\nExit code: 0 known, 1 not known, 2 could not run.')
    .action((name: string, options: ExplainOptions) => handlers.explain(name, options));

  program
    .command('snapshot')
    .description('make a snapshot of generated bindings, to check without them')
    .argument('[out-dir...]', 'OUT_DIR folders of sel4-sys and sel4-config')
    .option(
      '--from <archive>',
      'read them out of a container image in a file: docker save, docker export, OCI layout in a tar',
    )
    .option('-o, --output <file>', 'file to write (standard output if absent)')
    .option('--name <name>', 'name of the snapshot')
    .action((folders: readonly string[], options: SnapshotOptions) => handlers.snapshot(folders, options));

  program
    .command('lsp')
    .description('run the language server')
    .option('--stdio', 'speak over standard input and output (the default)')
    .option('--node-ipc', 'speak over the IPC channel of the Node process that started this one')
    // Editors add options of their own, such as --clientProcessId=…
    .allowUnknownOption()
    .allowExcessArguments()
    .action((options: LspOptions) => handlers.lsp(options));

  return program;
}

/** What is looked at: the same for every command that reads a workspace. */
function viewOptions(command: Command): Command {
  return featureOptions(command)
    .option('--arch <arch>', 'target architecture: aarch64, riscv64, x86_64, ...')
    .option('--mcs', 'the kernel is configured with MCS')
    .option('--no-mcs', 'the kernel is configured without MCS')
    .option('--bindings <dir|name>', 'folder of generated bindings, or name of a built-in snapshot');
}

/** What is looked at, whatever the kernel. */
function featureOptions(command: Command): Command {
  return command
    .option(
      '--view <view>',
      'a view that Cargo.toml names, ARCH[-mcs][/FEATURE,...] or a built-in snapshot; may be given several times',
      repeatedOption,
    )
    .option('--all-views', 'every view that Cargo.toml names; every architecture if it names none')
    .option('--features <features>', 'features to turn on, as for cargo', listOption)
    .option('--no-default-features', 'leave out default features, as for cargo')
    .option('--tests', 'check tests, examples and benches too');
}

/** `--format`, with other forms beside text and JSON. */
function formatOption(...more: readonly string[]): Option {
  return new Option('--format <format>', 'form of the output')
    .choices(['text', 'json', ...more])
    .default('text');
}

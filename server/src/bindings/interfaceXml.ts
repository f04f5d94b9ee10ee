/**
 * libsel4's interface files (`interfaces/object-api*.xml`): what the kernel's own documentation says of each invocation.
 * They are read from the user's disk and shown as they are; nothing of them comes with this program.
 */
import { SaxesParser, type SaxesTagPlain } from 'saxes';
import type { KernelConfig } from '../project/model';

export interface DescribedParameter {
  readonly name: string;
  readonly text: string;
}

/** One method of an interface, texts on one line a paragraph; names are between backticks. */
export interface DescribedMethod {
  /** As in C and in the bindings: `seL4_TCB_SetSpace`. */
  readonly name: string;
  /** Whether the kernel has it. */
  applies(kernel: KernelConfig): boolean;
  readonly brief: string;
  readonly details: readonly string[];
  /** What `_service` is. */
  readonly service: string;
  readonly parameters: readonly DescribedParameter[];
  readonly returns: string;
  readonly errors: readonly DescribedParameter[];
}

export interface InterfaceFile {
  readonly methods: readonly DescribedMethod[];
  /** Why not all of the file could be read. */
  readonly problem?: string;
}

type Condition = (kernel: KernelConfig) => boolean;

/** Elements whose text is a text of its own. */
const TEXTS: ReadonlySet<string> = new Set(['brief', 'description', 'return']);

/** Reads one file. Never throws: what stands before the first mistake is kept. */
export function parseInterfaceXml(text: string): InterfaceFile {
  const reader = new Reader();
  // Positions and namespaces are not asked for.
  const parser = new SaxesParser<{ xmlns: false; position: false }>({ xmlns: false, position: false });
  let problem: string | undefined;
  parser.on('error', (error) => {
    problem ??= error.message;
  });
  parser.on('opentag', (tag) => problem === undefined && reader.open(tag));
  parser.on('closetag', (tag) => problem === undefined && reader.close(tag.name));
  parser.on('text', (content) => reader.text(content));
  try {
    parser.write(text).close();
  } catch (error) {
    problem ??= error instanceof Error ? error.message : String(error);
  }
  return { methods: reader.methods, ...(problem === undefined ? {} : { problem }) };
}

interface Draft {
  name: string;
  applies: Condition;
  brief: string;
  details: string[];
  service: string;
  parameters: DescribedParameter[];
  returns: string;
  errors: DescribedParameter[];
}

/** Follows the elements; what it does not know it passes over. */
class Reader {
  readonly methods: DescribedMethod[] = [];
  private interface = '';
  private service = '';
  private method: Draft | undefined;
  /** Names of the elements around. */
  private readonly path: string[] = [];
  /** Text of the elements in {@link TEXTS} around, innermost last. */
  private readonly texts: string[] = [];
  /** Conditions of the elements of a `condition` around, innermost last. */
  private readonly conditions: Condition[][] = [];
  /** Parameter or error that is open. */
  private named: { name: string; text: string } | undefined;
  /** References to chapters mean nothing outside of the manual. */
  private silent = 0;

  open({ name, attributes }: SaxesTagPlain): void {
    this.path.push(name);
    const attribute = (key: string): string => attributes[key] ?? '';
    switch (name) {
      case 'interface':
        this.interface = attribute('name');
        this.service = inline(attribute('cap_description'));
        break;
      case 'method':
        this.method = {
          name: `${this.interface}_${attribute('name')}`,
          applies: () => true,
          brief: '',
          details: [],
          service: this.service,
          parameters: [],
          returns: '',
          errors: [],
        };
        break;
      case 'cap_param':
        if (this.method)
          this.method.service = inline(`${this.method.service} ${attribute('append_description')}`);
        break;
      case 'param':
      case 'error':
        this.named = { name: attribute('name'), text: inline(attribute('description')) };
        break;
      case 'condition':
      case 'not':
      case 'and':
      case 'or':
        this.conditions.push([]);
        break;
      case 'config': {
        const key = attribute('var').replace(/^CONFIG_/, '');
        this.conditions.at(-1)?.push((kernel) => {
          const value = kernel.get(key);
          return value !== undefined && value !== false && value !== '' && value !== '0';
        });
        break;
      }
      case 'docref':
        this.silent++;
        break;
      case 'texttt':
      case 'obj':
        this.text(`\`${attribute('text') || attribute('name')}\``);
        break;
      default:
        if (TEXTS.has(name)) this.texts.push('');
    }
  }

  close(name: string): void {
    this.path.pop();
    switch (name) {
      case 'method':
        if (this.method) this.methods.push(this.method);
        this.method = undefined;
        break;
      case 'param':
        if (this.named) this.method?.parameters.push(this.named);
        this.named = undefined;
        break;
      case 'error':
        if (this.named) this.method?.errors.push(this.named);
        this.named = undefined;
        break;
      case 'docref':
        this.silent--;
        break;
      case 'condition':
      case 'not':
      case 'and':
      case 'or':
        this.closeCondition(name);
        break;
      default:
        if (TEXTS.has(name)) this.closeText(name, this.texts.pop() ?? '');
    }
  }

  text(content: string): void {
    if (this.silent === 0 && this.texts.length > 0) this.texts[this.texts.length - 1] += content;
  }

  private closeText(name: string, content: string): void {
    const { method, named } = this;
    if (named) named.text = inline(`${named.text} ${content}`);
    else if (method && name === 'brief') method.brief = inline(content);
    else if (method && name === 'return') method.returns = inline(content);
    else if (method) method.details.push(...paragraphs(content));
  }

  private closeCondition(name: string): void {
    const parts = this.conditions.pop() ?? [];
    const all: Condition = (kernel) => parts.every((part) => part(kernel));
    const joined: Condition =
      name === 'not'
        ? (kernel) => !all(kernel)
        : name === 'or'
          ? (kernel) => parts.some((part) => part(kernel))
          : all;
    if (name !== 'condition') this.conditions.at(-1)?.push(joined);
    else if (this.method) this.method.applies = joined;
  }
}

function inline(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/ ([.,;:)])/g, '$1')
    .trim();
}

function paragraphs(text: string): readonly string[] {
  return text
    .split(/\n\s*\n/)
    .map(inline)
    .filter((paragraph) => paragraph !== '');
}

import { isAlias, isMap, isScalar, isSeq, LineCounter, type Pair, parseDocument } from 'yaml';
import { nearestName } from '../base/nearest-name';
import { INPUTS } from './inputs';
import type { InputDefinition } from './kinds';
import { ORGANISATION_VARIABLE, type Policy, type PolicyFile, type PolicyValue } from './policy';

export const VERSION = '1';
const KEYS = ['version', 'settings', 'locked'];
/** A policy cannot choose the policies or the work to do. */
export const NEVER = ['mode', 'policy'];
/** Further faults are only counted. */
const FAULTS_SHOWN = 20;
const LONGEST_VALUE_SHOWN = 80;

export interface ParsedPolicy {
  readonly policy: Policy;
  /** Each starts with `file:line:column`. None contains the value of a secret input. */
  readonly faults: readonly string[];
}

/** Checks the text of a policy, and finds all faults. Reads no file. */
export function parsePolicy(text: string, { file, organisation }: Omit<PolicyFile, 'optional'>): ParsedPolicy {
  const reader = new PolicyReader(file, organisation);
  reader.read(text);
  const { settings, locked } = reader;
  return { policy: { file, organisation, settings, locked }, faults: reader.shownFaults() };
}

/** Replacements for messages of the parser that quote the file, which may contain a secret. */
const OWN_WORDS: Readonly<Record<string, string>> = {
  BAD_COLLECTION_TYPE: 'tags, which start with !, are not supported',
  BAD_DIRECTIVE: 'directives, which start with %, are not supported',
  BAD_DQ_ESCAPE: 'unknown escape after a backslash',
  MULTIPLE_DOCS: 'only one document per file is supported',
  TAG_RESOLVE_FAILED: 'tags, which start with !, are not supported',
};

/** In other messages of the parser, quotes from the file follow a colon or a quotation mark. */
function withoutText(code: string, message: string): string {
  return OWN_WORDS[code] ?? String(message.split(/[:"\n]/)[0]).trim();
}

/** A value as the parser returns it. */
type Node = Pair['value'];

class PolicyReader {
  readonly settings = new Map<string, PolicyValue>();
  readonly locked = new Map<string, PolicyValue>();
  private readonly faults: { readonly at: number; readonly message: string }[] = [];
  private readonly counter = new LineCounter();

  constructor(
    private readonly file: string,
    private readonly organisation: boolean,
  ) {}

  shownFaults(): string[] {
    const faults = this.faults.sort((a, b) => a.at - b.at);
    const shown = faults.slice(0, FAULTS_SHOWN).map(({ at, message }) => `${this.place(at, true)}: ${message}`);
    if (faults.length > shown.length) shown.push(`${this.file}: and ${faults.length - shown.length} more faults`);
    return shown;
  }

  read(text: string): void {
    // Without types, every value is the written text, as with flags: off is not false, and 0.990 is not 0.99.
    const document = parseDocument(text, {
      schema: 'failsafe',
      prettyErrors: false,
      uniqueKeys: false,
      lineCounter: this.counter,
    });
    for (const { code, message, pos } of [...document.errors, ...document.warnings]) {
      this.fault(pos[0], `invalid YAML for a policy: ${withoutText(code, message)}`);
    }
    if (document.errors.length > 0) return;
    const root = document.contents;
    if (root === null || (isScalar(root) && root.value === '')) {
      this.fault(0, 'the file is empty. A policy starts with version: 1');
      return;
    }
    if (!isMap(root)) {
      this.fault(
        0,
        'this is not a policy. A policy starts with version: 1, then has settings: with one line per input',
      );
      return;
    }
    const parts = this.entriesOf(root.items, 'a policy');
    const version = parts.get('version');
    if (!version) this.fault(0, 'version: missing. A policy starts with version: 1');
    else if (!isScalar(version.value) || version.value.value !== VERSION) {
      this.fault(version.at, `version: ${shown(version.value)} is unknown. This embed-once supports ${VERSION}`);
    }
    for (const [name, { at }] of parts) {
      if (!KEYS.includes(name)) this.fault(at, `${unknown(name, 'key of a policy', KEYS)}`);
    }
    this.readValues('settings', parts.get('settings'), this.settings);
    this.readValues('locked', parts.get('locked'), this.locked);
  }

  private readValues(part: 'settings' | 'locked', entry: Entry | undefined, into: Map<string, PolicyValue>): void {
    if (!entry || isEmpty(entry.value)) return;
    if (!isMap(entry.value)) {
      this.fault(entry.at, `${part}: must be a map with one indented line per input, such as cache-mode: read-only`);
      return;
    }
    if (part === 'locked' && !this.organisation) {
      this.fault(
        entry.at,
        `locked: only an organisation's policy can lock. Move the values to settings, or name this file in ${ORGANISATION_VARIABLE}`,
      );
      return;
    }
    for (const [name, { at, value }] of this.entriesOf(entry.value.items, part)) {
      const setting = part === 'locked' ? this.settings.get(name) : undefined;
      if (setting) this.fault(at, `${name}: is also under settings (${setting.place}). Keep one`);
      const raw = this.rawValue(name, at, value);
      if (raw !== undefined) into.set(name, { raw, place: this.place(at, false) });
    }
  }

  /** @returns undefined after a fault */
  private rawValue(name: string, at: number, value: Node): string | undefined {
    const fault = (message: string): undefined => this.fault(at, `${shownName(name)}: ${message}`);
    if (!Object.hasOwn(INPUTS, name)) return this.fault(at, unknown(name, 'input', settable()));
    if (NEVER.includes(name)) return fault('cannot be set by a policy, only by the run itself');
    const definition: InputDefinition<unknown> = INPUTS[name as keyof typeof INPUTS];
    if (definition.secret) {
      const variable = `EMBED_ONCE_${name.toUpperCase().replaceAll('-', '_')}`;
      return fault(`is a secret, which does not belong in a committed file. Give it as ${variable}`);
    }
    if (isAlias(value)) return fault('aliases are not supported. Write the value itself');
    if (isEmpty(value)) return fault('has no value. Write "" for an empty one, or remove the line');
    const raw = rawOf(value, definition.list === true);
    if (raw === undefined) {
      return fault(`must be a single value${definition.list ? ' or a list' : ''}: ${definition.allowed}`);
    }
    try {
      definition.parse(raw);
      return raw;
    } catch (error) {
      return fault(`${shown(value)} ${(error as Error).message}`);
    }
  }

  private entriesOf(pairs: readonly Pair[], where: string): Map<string, Entry> {
    const entries = new Map<string, Entry>();
    for (const { key, value } of pairs) {
      const at = startOf(key) ?? startOf(value) ?? 0;
      if (!isScalar(key) || key.value === '') this.fault(at, `a key of ${where} must be a name`);
      else if (entries.has(String(key.value))) this.fault(at, `${shownName(String(key.value))}: appears twice`);
      else entries.set(String(key.value), { at, value });
    }
    return entries;
  }

  private fault(at: number, message: string): undefined {
    this.faults.push({ at, message });
  }

  private place(at: number, withColumn: boolean): string {
    const { line, col } = this.counter.linePos(at);
    return `${this.file}:${Math.max(line, 1)}${withColumn ? `:${Math.max(col, 1)}` : ''}`;
  }
}

interface Entry {
  /** Offset of the key. */
  readonly at: number;
  readonly value: Node;
}

function startOf(node: unknown): number | undefined {
  return (node as { range?: readonly [number, ...number[]] | null } | null)?.range?.[0];
}

/** A key without a value. Empty quotes are a value. */
function isEmpty(value: Node): boolean {
  return value === null || (isScalar(value) && value.value === '' && value.type === 'PLAIN');
}

function rawOf(value: Node, several: boolean): string | undefined {
  if (isScalar(value)) return String(value.value);
  if (!several || !isSeq(value) || !value.items.every((item) => isScalar(item))) return undefined;
  return value.items.map((item) => String(item.value)).join('\n');
}

function settable(): string[] {
  return Object.keys(INPUTS).filter((name) => !NEVER.includes(name));
}

function unknown(name: string, what: string, known: readonly string[]): string {
  const near = nearestName(name, known);
  const others = what === 'input' ? ', see --help all' : `. Keys: ${known.join(', ')}`;
  const advice = near ? `; did you mean ${near}?` : others;
  return `${shownName(name)}: there is no such ${what}${advice}`;
}

/** Anything but a name may be a misplaced value, or a secret. */
function shownName(name: string): string {
  return /^[\w.-]{1,40}$/.test(name) ? name : 'a key';
}

function shown(value: Node): string {
  if (!isScalar(value)) return 'the value';
  const text = String(value.value);
  return JSON.stringify(text.length > LONGEST_VALUE_SHOWN ? `${text.slice(0, LONGEST_VALUE_SHOWN)}…` : text);
}

import { createHash } from 'node:crypto';
import { canonicalJson, type EmbeddingContract } from './embedding-contract';

/**
 * An embedding contract as a flat list of named values, used to compare contracts and to keep them in ledgers. Each model
 * file is a separate part, such as `files/tokenizer.json`. A digest replaces the end of a long text prefix.
 */
export type ContractParts = Readonly<Record<string, string>>;

/** How one part differs. Values are shortened for display; digests keep enough digits to differ. */
export interface ContractChange {
  /** A path in the model folder, or the name of the input that decides the part. */
  readonly part: string;
  readonly change: 'changed' | 'added' | 'removed';
  readonly from?: string;
  readonly to?: string;
}

const FILE = 'files/';
/** Enough characters to recognize a prefix such as "query: ". A longer one may contain private text. */
const PREFIX_SHOWN = 40;
/** Shown digits of a digest; more if two digests share them. */
const DIGITS = 4;
/** Shown characters of any other value. */
const VALUE_SHOWN = 60;
/** Values of parts that a contract omits. */
const IF_ABSENT: ContractParts = { cacheDtype: 'fp32', device: 'shared' };

/** @param contract as stored; another program may have written it, with any fields */
export function partsOf(contract: Partial<EmbeddingContract>): ContractParts {
  const parts: Record<string, string> = { ...IF_ABSENT };
  for (const [name, value] of Object.entries(contract)) {
    if (value === undefined) continue;
    if (name === 'files')
      for (const [file, digest] of Object.entries(contract.files ?? {})) parts[`${FILE}${file}`] = digest;
    else if (name === 'textPrefix') parts[name] = prefixPart(String(value));
    else parts[name] = typeof value === 'string' ? value : canonicalJson(value);
  }
  return parts;
}

/** Lists the parts that differ, model files first. */
export function contractChanges(from: ContractParts, to: ContractParts): ContractChange[] {
  const names = [...new Set([...Object.keys(from), ...Object.keys(to)])].sort();
  const dtypeChanged = from.dtype !== to.dtype;
  return (
    [...names.filter((name) => name.startsWith(FILE)), ...names.filter((name) => !name.startsWith(FILE))]
      .filter((name) => from[name] !== to[name])
      // Each dtype has its own .onnx file: naming both files would report one change three times.
      .filter((name) => !(dtypeChanged && name.startsWith(`${FILE}onnx/`) && !(from[name] && to[name])))
      .map((name) => changeOf(name, from[name], to[name]))
  );
}

/** As in `tokenizer.json changed: 3f2a… → 91c0…`. */
export function describeChange({ part, change, from, to }: ContractChange): string {
  if (change === 'changed') return `${part} changed: ${from} → ${to}`;
  return `${part} was ${change} (${from ?? to})`;
}

function changeOf(name: string, from: string | undefined, to: string | undefined): ContractChange {
  const part = name.startsWith(FILE) ? shownValue(name.slice(FILE.length)) : inputName(name);
  const change = from === undefined ? 'added' : to === undefined ? 'removed' : 'changed';
  const [shownFrom, shownTo] = shownPair(from, to);
  return {
    part,
    change,
    ...(shownFrom !== undefined && { from: shownFrom }),
    ...(shownTo !== undefined && { to: shownTo }),
  };
}

function shownPair(from: string | undefined, to: string | undefined): [string | undefined, string | undefined] {
  if (![from, to].every((value) => value === undefined || /^[0-9a-f]{64}$/.test(value))) {
    const shown = [from, to].map((value) => (value === undefined ? undefined : shownValue(value)));
    return [shown[0], shown[1]];
  }
  let digits = DIGITS;
  while (from && to && digits < 64 && from.slice(0, digits) === to.slice(0, digits)) digits++;
  return [from && `${from.slice(0, digits)}…`, to && `${to.slice(0, digits)}…`];
}

/** Anyone may have written a ledger entry: shows its value as one short line without control characters. */
function shownValue(value: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: this removes control characters.
  const plain = value.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ');
  return plain.length <= VALUE_SHOWN ? plain : `${plain.slice(0, VALUE_SHOWN - 1)}…`;
}

function prefixPart(prefix: string): string {
  const characters = [...prefix];
  if (characters.length <= PREFIX_SHOWN) return JSON.stringify(prefix);
  const digest = createHash('sha256').update(prefix).digest('hex').slice(0, 8);
  return `${JSON.stringify(characters.slice(0, PREFIX_SHOWN - 16).join(''))}… (${digest})`;
}

/** The input `max-tokens` decides `maxTokens`; every other part except the files follows this rule, including future ones. */
function inputName(part: string): string {
  if (part === 'embedder') return 'embedder revision';
  return shownValue(part.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`));
}

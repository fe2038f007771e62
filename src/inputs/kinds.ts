import type { Mode } from './modes';
import { shownAddress } from './values/address';
import { DEVICE_KINDS, type DeviceKind, LAYERS, type Layer } from './values/choices';
import { parseRedisUrl, REDIS_URL_FORMS, type RedisTarget } from './values/redis-url';
import { type ShardChoice, shardIn } from './values/shard';
import { keysIn } from './values/signing-keys';
import { parseSinkFields, SINK_FIELDS_FORM, type SinkField } from './values/sink-fields';
import { isSqsUrl, parseSqsUrl, SQS_URL_FORM, type SqsTarget } from './values/sqs-address';
import { parseVectorIndex, VECTOR_INDEX_WORDS, type VectorIndexForm } from './values/vector-index';

/** The type of a value for tools that check workflows, in the words of github-actions-typing. */
export type Typing =
  | { readonly type: 'string' | 'boolean' | 'integer' | 'float' }
  | { readonly type: 'enum'; readonly 'allowed-values': readonly string[] }
  | { readonly type: 'list'; readonly separator: string; readonly 'list-item': Typing };

/** The part of an input that does not depend on its kind. */
interface About {
  /** The first sentence stands alone in the short help. */
  readonly description: string;
  /** As a user would give it. The description says how the run behaves if it is empty. */
  readonly default: string;
  /** The modes that read it. Default: all. */
  readonly modes?: readonly Mode[];
  /** Whether most runs need it, or most runs of these modes. */
  readonly essential?: true | readonly Mode[];
  readonly secret?: true;
  /** Variables of other tools with the same meaning. They count after our own, the first one first. */
  readonly known?: string | readonly string[];
}

/** The values of an input, and how its text becomes one of them. */
interface Kind<T> {
  /** The values, for people. */
  readonly allowed: string;
  /** Whether it is a list, whose items may be given on lines of their own. */
  readonly list?: true;
  /** For action-types.yml and the schema of policies. Default: a string. */
  readonly typing?: Typing;
  /** The smallest and the largest number. */
  readonly range?: readonly [least: number, most: number];
  /** The form of the text, as far as a regular expression can tell. */
  readonly form?: RegExp;
  /** The text without secrets that may be part of it, for reports. */
  readonly shown?: (raw: string) => string;
  /** @throws Error that says how the value is wrong; the caller adds the name and the value */
  readonly parse: (raw: string) => T;
}

export interface InputDefinition<T> extends About, Kind<T> {}

/** Returns inputs with the modes that read them. An input may name its own. */
export function readBy<Inputs extends Readonly<Record<string, InputDefinition<unknown>>>>(
  modes: readonly Mode[],
  inputs: Inputs,
): Inputs {
  return Object.fromEntries(Object.entries(inputs).map(([name, input]) => [name, { modes, ...input }])) as Inputs;
}

/** An input whose text has a form; `read` can rely on it. */
function formed<T>(
  about: About,
  kind: Pick<Kind<T>, 'allowed' | 'typing' | 'range'> & { readonly form: RegExp },
  read: (raw: string) => T | undefined,
): InputDefinition<T> {
  return {
    ...about,
    ...kind,
    parse(raw) {
      const value = kind.form.test(raw) ? read(raw) : undefined;
      if (value === undefined) throw new Error(`must be ${kind.allowed}`);
      return value;
    },
  };
}

/** The same, but the text may be empty. */
function orEmpty<T, E>(empty: E, input: InputDefinition<T>): InputDefinition<T | E> {
  const form = input.form && { form: new RegExp(`^$|${input.form.source}`) };
  return { ...input, ...form, parse: (raw) => (raw === '' ? empty : input.parse(raw)) };
}

export function text(about: About): InputDefinition<string> {
  return { ...about, allowed: 'text', parse: (raw) => raw };
}

export function lines(about: About): InputDefinition<readonly string[]> {
  const parse = (raw: string) =>
    raw
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '');
  const typing = { type: 'list', separator: '\n', 'list-item': { type: 'string' } } as const;
  return { ...about, allowed: 'one or more lines', list: true, typing, parse };
}

/** Paths and addresses. Reports show addresses without the parts that may be secret. */
export function sources(about: About): InputDefinition<readonly string[]> {
  return { ...lines(about), shown: (raw) => raw.split('\n').map(shownAddress).join('\n') };
}

export function choice<const C extends string>(choices: readonly C[], about: About): InputDefinition<C> {
  const allowed = choices.join(', ');
  return {
    ...about,
    allowed,
    typing: { type: 'enum', 'allowed-values': choices },
    parse(raw) {
      const chosen = choices.find((one) => one === raw);
      if (chosen === undefined) throw new Error(`must be one of ${allowed}`);
      return chosen;
    },
  };
}

/** The words that GitHub's `core.getBooleanInput` accepts (the booleans of YAML 1.2), and on and off. */
const TRUE = /^(true|True|TRUE|on|On|ON)$/;
const FLAG = /^(true|True|TRUE|on|On|ON|false|False|FALSE|off|Off|OFF)$/;

export function flag(about: About): InputDefinition<boolean> {
  return formed(about, { allowed: 'true, false, on or off', typing: { type: 'boolean' }, form: FLAG }, (raw) =>
    TRUE.test(raw),
  );
}

/** The character between cells. */
export function delimiter(about: About): InputDefinition<string> {
  const allowed = 'one character, but no quote and no line end; \\t for a tab';
  return formed(about, { allowed, form: /^(\\t|[^"\r\n])$/ }, (raw) => (raw === '\\t' ? '\t' : raw));
}

/** `auto`, or a label of an encoding that TextDecoder knows. */
export function encoding(about: About): InputDefinition<string> {
  const allowed =
    'auto, or a label of the WHATWG Encoding Standard, such as windows-1252, iso-8859-2, shift_jis or gb18030';
  return {
    ...about,
    allowed,
    parse(raw) {
      if (raw === 'auto') return raw;
      try {
        return new TextDecoder(raw).encoding;
      } catch {
        throw new Error(`must be ${allowed}`);
      }
    },
  };
}

export function someOf<const C extends string>(choices: readonly C[], about: About): InputDefinition<readonly C[]> {
  return {
    ...about,
    allowed: `one or more of ${choices.join(', ')}, separated by commas or on lines of their own`,
    list: true,
    typing: { type: 'list', separator: ',', 'list-item': { type: 'enum', 'allowed-values': choices } },
    parse(raw) {
      const words = wordsIn(raw);
      const chosen = choices.filter((one) => words.includes(one));
      if (chosen.length === 0 || words.some((word) => !(choices as readonly string[]).includes(word))) {
        throw new Error(`must be one or more of ${choices.join(', ')}`);
      }
      return chosen;
    },
  };
}

function wordsIn(raw: string): string[] {
  return raw.split(/[\s,]+/).filter((word) => word !== '');
}

export function vectorIndex(about: About): InputDefinition<VectorIndexForm> {
  const groups = Object.values(VECTOR_INDEX_WORDS).map((words) => words.join(', '));
  return {
    ...about,
    allowed: `at most one word of each group, separated by commas: ${groups.join('; ')}`,
    list: true,
    parse: (raw) => parseVectorIndex(wordsIn(raw)),
  };
}

/** The layers of validation that close the gate. */
export function gateLayers(about: About): InputDefinition<readonly Layer[]> {
  const some = someOf(LAYERS, about);
  const allowed = `true, false, or ${some.allowed}`;
  const choices = ['true', 'false', ...LAYERS];
  return {
    ...some,
    allowed,
    typing: { type: 'list', separator: ',', 'list-item': { type: 'enum', 'allowed-values': choices } },
    parse(raw) {
      if (raw === 'true') return LAYERS;
      if (raw === 'false') return [];
      try {
        return some.parse(raw);
      } catch {
        throw new Error(`must be ${allowed}`);
      }
    },
  };
}

export function integer(least: number, most: number, about: About): InputDefinition<number> {
  const allowed = `a whole number from ${least} to ${most}`;
  return formed(about, { allowed, typing: { type: 'integer' }, range: [least, most], form: /^\d+$/ }, (raw) =>
    within(Number(raw), least, most),
  );
}

export function number(least: number, most: number, about: About): InputDefinition<number> {
  const allowed = `a number from ${least} to ${most}`;
  return formed(about, { allowed, typing: { type: 'float' }, range: [least, most], form: /\S/ }, (raw) =>
    within(Number(raw), least, most),
  );
}

function within(value: number, least: number, most: number): number | undefined {
  return value >= least && value <= most ? value : undefined;
}

/** Undefined if it is not given, which differs from 0. */
export function limit(what: 'whole number' | 'number', about: About): InputDefinition<number | undefined> {
  const fraction = what === 'number';
  return orEmpty(
    undefined,
    formed(
      about,
      {
        allowed: `a ${what}, 0 or more`,
        typing: { type: fraction ? 'float' : 'integer' },
        form: fraction ? /^\d+(\.\d+)?$/ : /^\d+$/,
      },
      (raw) => (Number.isSafeInteger(Math.floor(Number(raw))) ? Number(raw) : undefined),
    ),
  );
}

export function shard(about: About): InputDefinition<ShardChoice | undefined> {
  return orEmpty(undefined, {
    ...about,
    allowed: 'i/n with i from 1 to n, such as 2/8',
    form: /^\d+\/\d+$/,
    parse: shardIn,
  });
}

export function prices(about: About): InputDefinition<Readonly<Partial<Record<DeviceKind, number>>>> {
  const price = `\\s*(${DEVICE_KINDS.join('|')})\\s*=\\s*(\\d+(?:\\.\\d+)?)\\s*`;
  const priced = formed<Partial<Record<DeviceKind, number>>>(
    about,
    {
      allowed: `one number for every device, or some of ${DEVICE_KINDS.map((kind) => `${kind}=number`).join(', ')}, separated by commas`,
      form: new RegExp(`^(\\d+(\\.\\d+)?|${price}(,${price})*)$`),
    },
    (raw) => {
      if (!raw.includes('=')) return Object.fromEntries(DEVICE_KINDS.map((kind) => [kind, Number(raw)]));
      return Object.fromEntries(
        [...raw.matchAll(new RegExp(price, 'g'))].map(([, kind, cost]) => [kind, Number(cost)]),
      );
    },
  );
  return orEmpty({}, priced);
}

export function redisUrl(about: About): InputDefinition<RedisTarget | undefined> {
  return { ...about, allowed: REDIS_URL_FORMS, parse: (raw) => (raw === '' ? undefined : parseRedisUrl(raw)) };
}

/** A Redis, or a queue of SQS. */
export function queueUrl(about: About): InputDefinition<RedisTarget | SqsTarget | undefined> {
  const [redis, sqs] = [redisUrl(about), sqsUrl(about)];
  return {
    ...about,
    allowed: `${redis.allowed}; or ${sqs.allowed}`,
    parse: (raw) => (isSqsUrl(raw) ? sqs : redis).parse(raw),
  };
}

export function sqsUrl(about: About): InputDefinition<SqsTarget | undefined> {
  return { ...about, allowed: SQS_URL_FORM, parse: (raw) => (raw === '' ? undefined : parseSqsUrl(raw)) };
}

/** A folder of S3 that objects are uploaded to. */
export function s3Prefix(about: About): InputDefinition<string> {
  return orEmpty(
    '',
    formed(
      about,
      { allowed: 's3://bucket/prefix/, with / at its end', form: /^[sS]3:\/\/[^/*]+\/([^*]*\/)?$/ },
      (raw) => raw,
    ),
  );
}

export function httpUrl(about: About): InputDefinition<string> {
  return orEmpty(
    '',
    formed(about, { allowed: 'a URL that starts with http:// or https://', form: /^https?:/i }, (raw) =>
      URL.canParse(raw) ? raw : undefined,
    ),
  );
}

export function sha256(about: About): InputDefinition<string> {
  return orEmpty(
    '',
    formed(about, { allowed: '64 hexadecimal digits', form: /^[0-9a-fA-F]{64}$/ }, (raw) => raw),
  );
}

export function shareOrAuto(about: About): InputDefinition<'auto' | number> {
  const share = number(0, 1, about);
  const allowed = `auto, or ${share.allowed}`;
  return formed(about, { allowed, form: /\S/ }, (raw) => (raw === 'auto' ? raw : within(Number(raw), 0, 1)));
}

export function sinkFields(about: About): InputDefinition<readonly SinkField[]> {
  return { ...about, allowed: SINK_FIELDS_FORM, list: true, parse: parseSinkFields };
}

export function signingKeys(about: About): InputDefinition<readonly string[]> {
  return { ...about, allowed: 'one or more lines of 32 bytes or more', list: true, parse: keysIn };
}

export function trustScope(about: About): InputDefinition<string> {
  const allowed = 'auto, trusted, or a name of at most 48 characters from a to z, 0 to 9 and -, such as pr-12';
  return formed(about, { allowed, form: /^[a-z0-9][a-z0-9-]{0,47}$/ }, (raw) => raw);
}

const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

/** In seconds. */
export function duration(about: About): InputDefinition<number> {
  const allowed = 'a number with s, m, h or d, such as 12h; 0 for none';
  return formed(about, { allowed, form: /^\d+[smhd]?$/ }, (raw) => {
    return Number.parseInt(raw, 10) * (SECONDS[raw.at(-1) as string] ?? 1);
  });
}

const BYTES: Readonly<Record<string, number>> = { B: 1, KB: 1e3, MB: 1e6, GB: 1e9, TB: 1e12 };

/** In bytes. */
export function size(about: About): InputDefinition<number> {
  const allowed = 'a number with KB, MB, GB or TB (powers of 1000), such as 500MB; 0 for no limit';
  return formed(about, { allowed, form: /^(0|\d+(\.\d+)?[KkMmGgTt]?[Bb])$/ }, (raw) => {
    const unit = raw.replace(/[\d.]+/, '').toUpperCase() || 'B';
    return Math.round(Number.parseFloat(raw) * (BYTES[unit] as number));
  });
}

import { shownAddress } from './values/address';
import { DEVICE_KINDS, type DeviceKind, LAYERS, type Layer } from './values/choices';
import { parseRedisUrl, REDIS_URL_FORMS } from './values/redis-url';
import { type ShardChoice, shardIn } from './values/shard';
import { keysIn } from './values/signing-keys';
import { parseSinkFields, SINK_FIELDS_FORM, type SinkField } from './values/sink-fields';
import { isSqsUrl, parseSqsUrl, SQS_URL_FORM } from './values/sqs-address';
import { parseVectorIndex, VECTOR_INDEX_WORDS, type VectorIndexForm } from './values/vector-index';

/** What a value is to tools that check workflows, in the words of github-actions-typing. */
export type Typing =
  | { readonly type: 'string' | 'boolean' | 'integer' | 'float' }
  | { readonly type: 'enum'; readonly 'allowed-values': readonly string[] }
  | { readonly type: 'list'; readonly separator: string; readonly 'list-item': Typing };

/** What is said of an input, and how its text becomes a value. */
export interface InputDefinition<T> {
  readonly group:
    | 'What to do'
    | 'Corpus'
    | 'Model'
    | 'Embedder'
    | 'Tiers'
    | 'Trust'
    | 'Plan'
    | 'Queue'
    | 'Output'
    | 'Sink'
    | 'Validation'
    | 'Audit'
    | 'Service'
    | 'Report';
  readonly description: string;
  /** As a user would give it. Empty means that there is none, or that the description says what happens then. */
  readonly default: string;
  /** What may be given, for people. */
  readonly allowed: string;
  readonly secret?: boolean;
  /** A variable of other tools that means the same, and counts after our own; or several, of which the first counts. */
  readonly known?: string | readonly string[];
  /** What reports show of it, where it may hold something secret beside what is not. */
  readonly shown?: (raw: string) => string;
  /** Whether it takes several values, on lines of their own. */
  readonly lines?: boolean;
  /** For action-types.yml. Default: a string. */
  readonly typing?: Typing;
  /** @throws Error with what is wrong; the caller adds the name and the value */
  readonly parse: (raw: string) => T;
}

type Description = Pick<InputDefinition<unknown>, 'group' | 'description' | 'default' | 'secret' | 'known'>;

export function text(about: Description): InputDefinition<string> {
  return { ...about, allowed: 'text', parse: (raw) => raw };
}

export function lines(about: Description): InputDefinition<readonly string[]> {
  const parse = (raw: string) =>
    raw
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '');
  const typing = { type: 'list', separator: '\n', 'list-item': { type: 'string' } } as const;
  return { ...about, allowed: 'one or more lines', lines: true, typing, parse };
}

/** Paths, and addresses; of those, what may be secret is not shown. */
export function sources(about: Description): InputDefinition<readonly string[]> {
  return { ...lines(about), shown: (raw) => raw.split('\n').map(shownAddress).join('\n') };
}

export function choice<const C extends string>(choices: readonly C[], about: Description): InputDefinition<C> {
  return {
    ...about,
    allowed: choices.join(', '),
    typing: { type: 'enum', 'allowed-values': choices },
    parse(raw) {
      const chosen = choices.find((one) => one === raw);
      if (chosen === undefined) throw new Error(`must be one of ${choices.join(', ')}`);
      return chosen;
    },
  };
}

/** The words that GitHub's `core.getBooleanInput` accepts (the booleans of YAML 1.2), and on and off. */
const TRUE = /^(true|True|TRUE|on|On|ON)$/;
const FALSE = /^(false|False|FALSE|off|Off|OFF)$/;

export function flag(about: Description): InputDefinition<boolean> {
  const allowed = 'true, false, on, off';
  return {
    ...about,
    allowed,
    typing: { type: 'boolean' },
    parse(raw) {
      if (!TRUE.test(raw) && !FALSE.test(raw)) throw new Error(`must be one of ${allowed}`);
      return TRUE.test(raw);
    },
  };
}

/** One character between cells. */
export function delimiter(about: Description): InputDefinition<string> {
  return {
    ...about,
    allowed: 'one character, other than a quote or a line end; \\t for a tab',
    parse(raw) {
      const character = raw === '\\t' ? '\t' : raw;
      if (character.length !== 1 || /["\r\n]/.test(character)) {
        throw new Error('must be one character, other than a quote or a line end; \\t for a tab');
      }
      return character;
    },
  };
}

/** `auto`, or a name that TextDecoder knows. */
export function encoding(about: Description): InputDefinition<string> {
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

export function someOf<const C extends string>(
  choices: readonly C[],
  about: Description,
): InputDefinition<readonly C[]> {
  return {
    ...about,
    allowed: `one or more of ${choices.join(', ')}, with commas or on lines`,
    typing: { type: 'list', separator: ',', 'list-item': { type: 'enum', 'allowed-values': choices } },
    parse(raw) {
      const words = raw.split(/[\s,]+/).filter((word) => word !== '');
      const chosen = choices.filter((one) => words.includes(one));
      if (chosen.length === 0 || words.some((word) => !(choices as readonly string[]).includes(word))) {
        throw new Error(`must be one or more of ${choices.join(', ')}`);
      }
      return chosen;
    },
  };
}

export function vectorIndex(about: Description): InputDefinition<VectorIndexForm> {
  const groups = Object.values(VECTOR_INDEX_WORDS).map((words) => words.join(', '));
  return {
    ...about,
    allowed: `at most one of each, with commas: ${groups.join('; ')}`,
    parse: (raw) => parseVectorIndex(raw.split(/[\s,]+/).filter((word) => word !== '')),
  };
}

/** The layers of validation that close the gate. */
export function gateLayers(about: Description): InputDefinition<readonly Layer[]> {
  const some = someOf(LAYERS, about);
  const allowed = `true, false, or one or more of ${LAYERS.join(', ')}, with commas or on lines`;
  return {
    ...about,
    allowed,
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

export function integer(least: number, most: number, about: Description): InputDefinition<number> {
  return {
    ...about,
    allowed: `a whole number from ${least} to ${most}`,
    typing: { type: 'integer' },
    parse(raw) {
      const value = Number(raw);
      if (!/^\d+$/.test(raw) || value < least || value > most) {
        throw new Error(`must be a whole number from ${least} to ${most}`);
      }
      return value;
    },
  };
}

export function number(least: number, most: number, about: Description): InputDefinition<number> {
  return {
    ...about,
    allowed: `a number from ${least} to ${most}`,
    typing: { type: 'float' },
    parse(raw) {
      const value = Number(raw);
      if (raw.trim() === '' || !(value >= least && value <= most))
        throw new Error(`must be a number from ${least} to ${most}`);
      return value;
    },
  };
}

/** Undefined where nothing is given, which is another thing than 0. */
export function limit(what: 'whole number' | 'number', about: Description): InputDefinition<number | undefined> {
  const allowed = `a ${what} from 0 on`;
  const form = what === 'number' ? /^\d+(\.\d+)?$/ : /^\d+$/;
  return {
    ...about,
    allowed,
    typing: { type: what === 'number' ? 'float' : 'integer' },
    parse(raw) {
      if (raw === '') return undefined;
      if (!form.test(raw) || !Number.isSafeInteger(Math.floor(Number(raw)))) throw new Error(`must be ${allowed}`);
      return Number(raw);
    },
  };
}

export function shard(about: Description): InputDefinition<ShardChoice | undefined> {
  return {
    ...about,
    allowed: 'i/n with i from 1 to n, such as 2/8',
    parse: (raw) => (raw === '' ? undefined : shardIn(raw)),
  };
}

export function prices(about: Description): InputDefinition<Readonly<Partial<Record<DeviceKind, number>>>> {
  const allowed = 'a number for every device, or some of cpu=number, cuda=number, webgpu=number with commas between';
  return {
    ...about,
    allowed,
    parse(raw) {
      if (raw === '') return {};
      if (/^\d+(\.\d+)?$/.test(raw)) return Object.fromEntries(DEVICE_KINDS.map((kind) => [kind, Number(raw)]));
      const found: Partial<Record<DeviceKind, number>> = {};
      for (const part of raw.split(',')) {
        const match = /^\s*(cpu|cuda|webgpu)\s*=\s*(\d+(?:\.\d+)?)\s*$/.exec(part);
        if (!match) throw new Error(`must be ${allowed}`);
        found[match[1] as DeviceKind] = Number(match[2]);
      }
      return found;
    },
  };
}

export function redisUrl(about: Description): InputDefinition<string> {
  return {
    ...about,
    allowed: REDIS_URL_FORMS,
    parse(raw) {
      if (raw !== '') parseRedisUrl(raw);
      return raw;
    },
  };
}

/** A Redis, or a queue of SQS. */
export function queueUrl(about: Description): InputDefinition<string> {
  const redis = redisUrl(about);
  return {
    ...redis,
    allowed: `${redis.allowed}; or ${SQS_URL_FORM}`,
    parse: (raw) => (isSqsUrl(raw) ? sqsUrl(about).parse(raw) : redis.parse(raw)),
  };
}

export function sqsUrl(about: Description): InputDefinition<string> {
  return {
    ...about,
    allowed: SQS_URL_FORM,
    parse(raw) {
      if (raw !== '') parseSqsUrl(raw);
      return raw;
    },
  };
}

/** Where objects of S3 are put. */
export function s3Prefix(about: Description): InputDefinition<string> {
  return {
    ...about,
    allowed: 's3://bucket/prefix/, with / at its end',
    parse(raw) {
      if (raw !== '' && !/^s3:\/\/[^/*]+\/([^*]*\/)?$/i.test(raw)) {
        throw new Error('must be s3://bucket/prefix/, with / at its end');
      }
      return raw;
    },
  };
}

export function httpUrl(about: Description): InputDefinition<string> {
  return {
    ...about,
    allowed: 'a URL with http or https',
    parse(raw) {
      if (raw !== '' && !/^https?:$/.test(URL.canParse(raw) ? new URL(raw).protocol : '')) {
        throw new Error('must be a URL with http or https');
      }
      return raw;
    },
  };
}

export function sha256(about: Description): InputDefinition<string> {
  return {
    ...about,
    allowed: '64 hexadecimal digits',
    parse(raw) {
      if (raw !== '' && !/^[0-9a-f]{64}$/i.test(raw)) throw new Error('must be 64 hexadecimal digits');
      return raw;
    },
  };
}

export function shareOrAuto(about: Description): InputDefinition<'auto' | number> {
  const share = number(0, 1, about);
  return {
    ...about,
    allowed: 'auto, or a number from 0 to 1',
    parse: (raw) => (raw === 'auto' ? raw : share.parse(raw)),
  };
}

export function sinkFields(about: Description): InputDefinition<readonly SinkField[]> {
  return { ...about, allowed: SINK_FIELDS_FORM, parse: parseSinkFields };
}

export function signingKeys(about: Description): InputDefinition<readonly string[]> {
  return { ...about, allowed: 'one or more lines of 32 bytes or more', parse: keysIn };
}

export function trustScope(about: Description): InputDefinition<string> {
  return {
    ...about,
    allowed: 'auto, trusted, or a name of a to z, 0 to 9 and -',
    parse(raw) {
      if (!/^[a-z0-9][a-z0-9-]{0,47}$/.test(raw)) {
        throw new Error('must be auto, trusted, or a name of at most 48 of a to z, 0 to 9 and -, such as pr-12');
      }
      return raw;
    },
  };
}

const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

export function duration(about: Description): InputDefinition<number> {
  return {
    ...about,
    allowed: 'a number with s, m, h or d, such as 12h; 0 for none',
    parse(raw) {
      const match = /^(\d+)([smhd]?)$/.exec(raw);
      if (!match) throw new Error('must be a number with s, m, h or d, such as 12h, or 0 for none');
      return Number(match[1]) * (SECONDS[match[2] || 's'] as number);
    },
  };
}

const BYTES: Readonly<Record<string, number>> = { B: 1, KB: 1e3, MB: 1e6, GB: 1e9, TB: 1e12 };

export function size(about: Description): InputDefinition<number> {
  return {
    ...about,
    allowed: 'a number with KB, MB, GB or TB (powers of 1000), such as 500MB; 0 for no limit',
    parse(raw) {
      const match = /^(\d+(?:\.\d+)?)([KMGT]?B)$/i.exec(raw);
      if (!match && raw !== '0') {
        throw new Error('must be a number with KB, MB, GB or TB (powers of 1000), such as 500MB, or 0 for no limit');
      }
      return match ? Math.round(Number(match[1]) * (BYTES[(match[2] as string).toUpperCase()] as number)) : 0;
    },
  };
}

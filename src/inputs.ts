import { parseRedisUrl, REDIS_URL_FORMS } from './cache/redis-url';
import { InputError } from './errors';
import { nearestName } from './nearest-name';
import { ORGANISATION_VARIABLE, type Policies, type PolicyFile, policyFiles, REPOSITORY_POLICY } from './policy/policy';
import { CACHE_SWITCH, type Choice, chooseValue, type Setting, type Settings, switchCache } from './settings';

/**
 * Every input, in one table. `action.yml`, `--help` and docs/inputs.md are generated from it, and the type `Inputs` is
 * derived from it.
 */
export interface InputDefinition<T> {
  readonly group:
    | 'What to do'
    | 'Corpus'
    | 'Model'
    | 'Embedder'
    | 'Tiers'
    | 'Trust'
    | 'Output'
    | 'Validation'
    | 'Report';
  readonly description: string;
  /** As a user would give it. Empty means that there is none, or that the description says what happens then. */
  readonly default: string;
  /** What may be given, for people. */
  readonly allowed: string;
  readonly secret?: boolean;
  /** A variable of other tools that means the same, and counts after our own. */
  readonly known?: string;
  /** Whether it takes several values, on lines of their own. */
  readonly lines?: boolean;
  /** @throws Error with what is wrong; the caller adds the name and the value */
  readonly parse: (raw: string) => T;
}

type Description = Pick<InputDefinition<unknown>, 'group' | 'description' | 'default' | 'secret' | 'known'>;

function text(about: Description): InputDefinition<string> {
  return { ...about, allowed: 'text', parse: (raw) => raw };
}

function lines(about: Description): InputDefinition<readonly string[]> {
  const parse = (raw: string) =>
    raw
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '');
  return { ...about, allowed: 'one or more lines', lines: true, parse };
}

function choice<const C extends string>(choices: readonly C[], about: Description): InputDefinition<C> {
  return {
    ...about,
    allowed: choices.join(', '),
    parse(raw) {
      const chosen = choices.find((one) => one === raw);
      if (chosen === undefined) throw new Error(`must be one of ${choices.join(', ')}`);
      return chosen;
    },
  };
}

function integer(least: number, most: number, about: Description): InputDefinition<number> {
  return {
    ...about,
    allowed: `a whole number from ${least} to ${most}`,
    parse(raw) {
      const value = Number(raw);
      if (!/^\d+$/.test(raw) || value < least || value > most) {
        throw new Error(`must be a whole number from ${least} to ${most}`);
      }
      return value;
    },
  };
}

function number(least: number, most: number, about: Description): InputDefinition<number> {
  return {
    ...about,
    allowed: `a number from ${least} to ${most}`,
    parse(raw) {
      const value = Number(raw);
      if (raw.trim() === '' || !(value >= least && value <= most))
        throw new Error(`must be a number from ${least} to ${most}`);
      return value;
    },
  };
}

function redisUrl(about: Description): InputDefinition<string> {
  return {
    ...about,
    allowed: REDIS_URL_FORMS,
    parse(raw) {
      if (raw !== '') parseRedisUrl(raw);
      return raw;
    },
  };
}

function httpUrl(about: Description): InputDefinition<string> {
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

function sha256(about: Description): InputDefinition<string> {
  return {
    ...about,
    allowed: '64 hexadecimal digits',
    parse(raw) {
      if (raw !== '' && !/^[0-9a-f]{64}$/i.test(raw)) throw new Error('must be 64 hexadecimal digits');
      return raw;
    },
  };
}

function shareOrAuto(about: Description): InputDefinition<'auto' | number> {
  const share = number(0, 1, about);
  return {
    ...about,
    allowed: 'auto, or a number from 0 to 1',
    parse: (raw) => (raw === 'auto' ? raw : share.parse(raw)),
  };
}

const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

function duration(about: Description): InputDefinition<number> {
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

function size(about: Description): InputDefinition<number> {
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

export const INPUTS = {
  mode: choice(['run', 'golden'], {
    group: 'What to do',
    description:
      'run embeds the corpus and validates; golden approves the present vectors of golden-set. May stand first, without --mode.',
    default: 'run',
  }),
  policy: lines({
    group: 'What to do',
    description: `Files with settings for this run; the first that has a value counts. Empty: ${REPOSITORY_POLICY}, if it is there. none: no file.`,
    default: '',
  }),
  corpus: lines({
    group: 'Corpus',
    description:
      'Files, globs or folders, or - for stdin; several on lines of their own. .gz and .zst are decompressed.',
    default: '',
  }),
  format: choice(['auto', 'text', 'jsonl'], {
    group: 'Corpus',
    description: 'How records lie in the files. text: one a line. jsonl: one JSON object a line. auto: by extension.',
    default: 'auto',
  }),
  'text-field': text({ group: 'Corpus', description: 'jsonl: the field that holds the text.', default: 'text' }),
  'id-field': text({
    group: 'Corpus',
    description: 'jsonl: the field that holds the id. A record without one is named by file and line.',
    default: 'id',
  }),
  'on-bad-record': choice(['fail', 'skip'], {
    group: 'Corpus',
    description:
      'What to do about invalid UTF-8, broken JSON, a missing text field, or a line above 16 MiB. skip counts and reports them.',
    default: 'fail',
  }),
  model: text({
    group: 'Model',
    description:
      'A folder with config.json, tokenizer.json and onnx/model.onnx, or owner/name of a model on the hub. Empty: all-MiniLM-L6-v2, which is built in. embedder openai: the name that the service knows.',
    default: '',
  }),
  revision: text({
    group: 'Model',
    description:
      'Of a model on the hub: a commit, or a branch or tag, which is looked up in each run. embedder openai and command: a word for the version of what embeds.',
    default: '',
  }),
  'hub-endpoint': text({
    group: 'Model',
    description: 'The hub that a model named owner/name comes from, or a mirror of it.',
    default: 'https://huggingface.co',
    known: 'HF_ENDPOINT',
  }),
  'hub-token': text({
    group: 'Model',
    description: 'For models of the hub that are not public.',
    default: '',
    known: 'HF_TOKEN',
    secret: true,
  }),
  'hub-offline': choice(['true', 'false'], {
    group: 'Model',
    description: 'true: the hub is not asked, and what was downloaded before is used.',
    default: 'false',
  }),
  dtype: choice(['auto', 'fp32', 'fp16'], {
    group: 'Model',
    description: 'fp32 takes onnx/model.onnx, fp16 onnx/model_fp16.onnx. auto takes the first of them that is there.',
    default: 'auto',
  }),
  pooling: choice(['auto', 'mean', 'cls', 'last'], {
    group: 'Model',
    description: "How token states become one vector. auto: as the model's 1_Pooling/config.json says, else mean.",
    default: 'auto',
  }),
  normalize: choice(['auto', 'true', 'false'], {
    group: 'Model',
    description: "Scale vectors to length 1. auto: as the model's modules.json says, else true.",
    default: 'auto',
  }),
  'max-tokens': integer(0, 1_000_000, {
    group: 'Model',
    description:
      'Texts are cut here, special tokens counted. 0: as sentence_bert_config.json says, else what the model can read.',
    default: '0',
  }),
  'text-prefix': text({
    group: 'Model',
    description: 'Put before each text as it stands, such as "query: " for E5 models.',
    default: '',
  }),
  dimensions: integer(0, 65_536, {
    group: 'Model',
    description: 'Keep the first so many components (Matryoshka models). 0: all.',
    default: '0',
  }),
  embedder: choice(['onnx', 'openai', 'command'], {
    group: 'Embedder',
    description:
      "What embeds. onnx: the model's files, in this process. openai: a service with OpenAI's /v1/embeddings, or text-embeddings-inference. command: a program of your own.",
    default: 'onnx',
  }),
  'embedder-url': text({
    group: 'Embedder',
    description: 'openai: where it is, such as https://api.openai.com/v1 or http://127.0.0.1:8080/embed.',
    default: '',
  }),
  'embedder-api-key': text({
    group: 'Embedder',
    description: 'openai: sent as a bearer token. Empty: none is sent.',
    default: '',
    secret: true,
  }),
  'embedder-concurrency': integer(1, 256, {
    group: 'Embedder',
    description: 'openai: requests under way at once.',
    default: '4',
  }),
  'embedder-batch': integer(1, 4096, {
    group: 'Embedder',
    description: 'openai: most texts in one request. One that is refused as too large is sent in halves.',
    default: '64',
  }),
  'embedder-command': text({
    group: 'Embedder',
    description:
      'command: a command line. It reads {"texts": ["…"]} and answers {"vectors": [[…]]}, a line each, until its input ends.',
    default: '',
  }),
  device: choice(['auto', 'cpu', 'cuda', 'webgpu'], {
    group: 'Embedder',
    description:
      'onnx: where the model is computed. auto: on an NVIDIA GPU if all that it needs is there, else on the CPU. cuda and webgpu: there, or not at all.',
    default: 'auto',
  }),
  'device-vectors': choice(['shared', 'own'], {
    group: 'Embedder',
    description:
      "shared: a GPU's vectors have the keys of the CPU's, and canary texts must show that they are the same. own: keys that name the device, and no such check; device must be cuda or webgpu.",
    default: 'shared',
  }),
  'ort-dir': text({
    group: 'Embedder',
    description:
      "device cuda: a folder that holds libonnxruntime_providers_cuda.so and libonnxruntime_providers_shared.so of this ONNX Runtime's version. Empty: those of onnxruntime-node in the working directory, else what is fetched.",
    default: '',
  }),
  'ort-url': httpUrl({
    group: 'Embedder',
    description:
      'device cuda: a mirror of the archive (wheel, NuGet package or other ZIP) that holds the two. Empty: the Python package onnxruntime-gpu on PyPI, which device auto does not fetch by itself.',
    default: '',
    secret: true,
  }),
  'ort-sha256': sha256({
    group: 'Embedder',
    description: 'Of what ort-url gives. Empty: that of the package on PyPI.',
    default: '',
  }),
  threads: integer(0, 1024, {
    group: 'Embedder',
    description: 'Threads for inference. 0: one for each processor this process may use.',
    default: '0',
  }),
  'batch-tokens': integer(1, 1_048_576, {
    group: 'Embedder',
    description: 'Most tokens in one batch, padding counted. Changes speed and memory, never a vector.',
    default: '4096',
  }),
  'redis-url': redisUrl({
    group: 'Tiers',
    description: 'Where Redis is: a single node, the sentinels of a master, or nodes of a cluster. Empty: no Redis.',
    default: '',
    secret: true,
  }),
  'redis-password-file': text({
    group: 'Tiers',
    description: 'File that holds the password, for a redis-url without one. Line ends at its end do not count.',
    default: '',
  }),
  'redis-ca': text({
    group: 'Tiers',
    description: 'TLS: PEM file with the authorities to trust. Empty: those that Node.js knows.',
    default: '',
  }),
  'redis-cert': text({
    group: 'Tiers',
    description: 'TLS: PEM file with the certificate to show, if the server wants one.',
    default: '',
  }),
  'redis-key': text({ group: 'Tiers', description: 'TLS: PEM file with the key of redis-cert.', default: '' }),
  'redis-prefix': text({ group: 'Tiers', description: 'First part of every key in Redis.', default: 'eo1' }),
  'redis-ttl': duration({
    group: 'Tiers',
    description: 'How long Redis keeps a vector after it was written, or found with less than half of that left.',
    default: '30d',
  }),
  'cache-dtype': choice(['fp32', 'fp16'], {
    group: 'Tiers',
    description:
      'How vectors are stored. fp16 halves memory and traffic, and rounds every vector of the run; it makes new keys.',
    default: 'fp32',
  }),
  'cache-mode': choice(['read-write', 'read-only', 'recache', 'off'], {
    group: 'Tiers',
    description:
      'read-only asks and stores nothing. recache computes everything and replaces what is stored. off does neither.',
    default: 'read-write',
  }),
  'on-cache-failure': choice(['fallback', 'fail'], {
    group: 'Tiers',
    description: 'What to do when a tier cannot be used: go on without it, or end the run.',
    default: 'fallback',
  }),
  'runner-cache': choice(['auto', 'on', 'off'], {
    group: 'Tiers',
    description: 'Keep vectors in a folder of this machine. auto: on.',
    default: 'auto',
  }),
  'runner-cache-path': text({
    group: 'Tiers',
    description: 'That folder. Empty: the cache folder of the user, or of the runner.',
    default: '',
  }),
  'runner-cache-max-size': size({
    group: 'Tiers',
    description:
      'What vectors may take in that folder, those of all models together. At the end of a run those used longest ago are dropped.',
    default: '4GB',
  }),
  'audit-sample': shareOrAuto({
    group: 'Trust',
    description:
      'Share of hits that are embedded again and compared. auto: 0.001, in runs that load the model for misses anyway. 0: none.',
    default: 'auto',
  }),
  'audit-tolerance': number(0, 2, {
    group: 'Trust',
    description:
      'Largest deviation of a stored vector from the one embedded again, as a share of its length. Beyond it, the vector is replaced.',
    default: '0.001',
  }),
  'audit-seed': text({
    group: 'Trust',
    description: 'Draws the same hits as a run with the same seed. Empty: hits that nobody can foresee.',
    default: '',
  }),
  'fail-on-audit': choice(['true', 'false'], {
    group: 'Trust',
    description: 'true ends a run that found a deviating vector with code 3. false replaces it, and warns.',
    default: 'false',
  }),
  output: text({
    group: 'Output',
    description: 'File for the vectors. It gets its name only when it is whole.',
    default: 'output/embeddings.jsonl',
  }),
  'output-format': choice(['auto', 'json', 'jsonl', 'npy', 'none'], {
    group: 'Output',
    description:
      'json: an object from the SHA-256 of each text to text and vector. jsonl: an object a record. npy: a NumPy matrix, and <name>.ids.jsonl. none: only fill the tiers. auto: by the extension of output.',
    default: 'auto',
  }),
  'golden-set': text({
    group: 'Validation',
    description:
      'JSON Lines with the golden texts and, once mode golden has run, their approved vectors. Empty: no validation.',
    default: '',
  }),
  'validation-engine': choice(['auto', 'exact'], {
    group: 'Validation',
    description: 'What finds nearest neighbours. exact: this process.',
    default: 'auto',
  }),
  'validation-threshold': number(-1, 1, {
    group: 'Validation',
    description: 'Least cosine similarity of a present vector to the approved one.',
    default: '0.99',
  }),
  'fail-on-validation': choice(['true', 'false'], {
    group: 'Validation',
    description: 'false reports drift without ending with code 3.',
    default: 'true',
  }),
  'report-dir': text({
    group: 'Report',
    description: 'Folder for report.json and summary.md. Empty: no files.',
    default: 'output/report',
  }),
  'decision-log': text({
    group: 'Report',
    description:
      'File for what was decided, as JSON Lines: which tier had what, and why not. Written anew by each run. Empty: none.',
    default: '',
  }),
  'decision-log-detail': choice(['window', 'record'], {
    group: 'Report',
    description: 'window: a line for each 1,024 records. record: a line for each record too, with its text key.',
    default: 'window',
  }),
  progress: choice(['auto', 'on', 'off'], {
    group: 'Report',
    description: 'on: a bar on a terminal, else a line now and then. auto: on.',
    default: 'auto',
  }),
} as const;

type InputName = keyof typeof INPUTS;

type CamelCase<S extends string> = S extends `${infer Head}-${infer Tail}`
  ? `${Head}${Capitalize<CamelCase<Tail>>}`
  : S;

/** What a run is asked to do: one property an input, in camel case, parsed and checked. */
export type Inputs = { readonly [K in InputName as CamelCase<K>]: ReturnType<(typeof INPUTS)[K]['parse']> };

/** What the run itself was given. */
interface RunSources {
  /** Command line, without node and script. */
  readonly arguments: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** Where raw values come from. */
export interface InputSources extends RunSources {
  /** None unless given. */
  readonly policies?: Policies;
}

export interface ParsedInputs {
  readonly inputs: Inputs;
  /** What each input is, and who said so. */
  readonly settings: Settings;
  /** What somebody gave and does not count. */
  readonly warnings: readonly string[];
}

/** The policy files that are to be read before inputs can be parsed. Faults are left to that. */
export function policyFilesOf({ arguments: words, environment }: RunSources): readonly PolicyFile[] {
  const flags = parseFlags(words, []);
  const { raw, source } = chooseValue('policy', INPUTS.policy, { flags, environment, policies: [] });
  const named = INPUTS.policy.parse(raw);
  const given = source !== 'default' && named.length > 0;
  return policyFiles(given ? named : undefined, environment[ORGANISATION_VARIABLE] ?? '');
}

/**
 * Takes each input from the first source that has it, see `chooseValue`.
 * @throws InputError with every fault at once, those of the policies too
 */
export function parseInputs({ arguments: words, environment, policies }: InputSources): ParsedInputs {
  const faults: string[] = [...(policies?.faults ?? [])];
  const sources = { flags: parseFlags(words, faults), environment, policies: policies?.policies ?? [] };
  const inputs: Record<string, unknown> = {};
  const settings: Record<string, Setting> = {};
  const warnings: string[] = [];
  for (const [name, definition] of Object.entries<InputDefinition<unknown>>(INPUTS)) {
    const chosen = chooseValue(name, definition, sources);
    const { raw, source, overruled } = name === 'cache-mode' ? cacheMode(chosen, environment, faults) : chosen;
    try {
      inputs[name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())] = definition.parse(raw);
    } catch (error) {
      const shown = definition.secret ? 'the value given' : JSON.stringify(raw);
      faults.push(`${name}: ${shown} ${(error as Error).message}`);
    }
    settings[name] = { value: definition.secret && raw !== '' ? 'given' : raw, source };
    warnings.push(...overruled);
  }
  const parsed = inputs as Inputs;
  // A fault by itself would only be told again.
  if (faults.length === 0) faults.push(...contradictions(parsed));
  if (faults.length > 0) throw new InputError(faults);
  return { inputs: parsed, settings, warnings };
}

/** What was chosen for cache-mode, unless the switch of the whole installation says otherwise. */
function cacheMode(chosen: Choice, environment: RunSources['environment'], faults: string[]): Choice {
  const wanted = environment[CACHE_SWITCH];
  if (!wanted) return chosen;
  try {
    return switchCache(chosen, INPUTS['cache-mode'].parse(wanted));
  } catch (error) {
    faults.push(`${CACHE_SWITCH}: ${JSON.stringify(wanted)} ${(error as Error).message}`);
    return chosen;
  }
}

/** What only shows when inputs are seen together. */
function contradictions(inputs: Inputs): string[] {
  const faults: string[] = [];
  if (inputs.mode === 'run' && inputs.corpus?.length === 0) {
    faults.push('corpus: none given. Name a file, a glob or a folder, or - for stdin: --corpus data/corpus.txt');
  }
  if (inputs.mode === 'golden' && inputs.goldenSet === '') {
    faults.push('golden-set: none given. Mode golden needs the file that holds the golden texts.');
  }
  if (inputs.decisionLog !== '' && inputs.decisionLog === inputs.output) {
    faults.push(`decision-log: ${JSON.stringify(inputs.decisionLog)} is the output too. Give each a file of its own.`);
  }
  if (inputs.deviceVectors === 'own' && !['cuda', 'webgpu'].includes(inputs.device)) {
    faults.push(
      `device-vectors: "own" needs device cuda or webgpu, not ${inputs.device}: the device is part of the keys.`,
    );
  }
  faults.push(...tlsContradictions(inputs));
  return faults;
}

/** Files without a Redis that they are for are no fault: they may be set for all jobs of a machine. */
function tlsContradictions({ redisUrl, redisCa, redisCert, redisKey }: Inputs): string[] {
  if (redisUrl === '') return [];
  if (!parseRedisUrl(redisUrl).tls) {
    return Object.entries({ 'redis-ca': redisCa, 'redis-cert': redisCert, 'redis-key': redisKey })
      .filter(([, file]) => file !== '')
      .map(([name, file]) => `${name}: ${JSON.stringify(file)} is for TLS. Begin redis-url with rediss, not redis.`);
  }
  if (redisCert !== '' && redisKey === '') return ['redis-key: none given, and redis-cert is of no use without it.'];
  if (redisKey !== '' && redisCert === '') return ['redis-cert: none given, and redis-key is of no use without it.'];
  return [];
}

function parseFlags(words: readonly string[], faults: string[]): Map<string, string> {
  const flags = new Map<string, string>();
  for (let at = 0; at < words.length; at++) {
    const word = words[at] as string;
    if (!word.startsWith('--')) {
      if (at === 0 && /[./*]/.test(word))
        faults.push(`${shown(word)}: no mode has such a name. If it is the corpus: --corpus ${shown(word)}`);
      else if (at === 0) flags.set('mode', word);
      else faults.push(`${shown(word)}: not expected here. Inputs are given as --name value, see --help`);
      continue;
    }
    const [name, joined] = splitOnce(word.slice(2), '=');
    const value = joined ?? (isValue(words[at + 1]) ? words[++at] : undefined);
    if (!Object.hasOwn(INPUTS, name)) faults.push(`--${name}: there is no such input${didYouMean(name)}`);
    else if (value === undefined) faults.push(`--${name}: a value is missing`);
    else flags.set(name, flags.has(name) && name === 'corpus' ? `${flags.get(name)}\n${value}` : value);
  }
  return flags;
}

/** What follows a flag is its value, unless it is the next flag. */
function isValue(word: string | undefined): boolean {
  return word !== undefined && !word.startsWith('--');
}

/** A stray word may be part of a secret that was not quoted. */
function shown(word: string): string {
  return /^[\w./*-]{1,80}$/.test(word) ? word : 'a word';
}

function splitOnce(word: string, separator: string): [string, string | undefined] {
  const at = word.indexOf(separator);
  return at < 0 ? [word, undefined] : [word.slice(0, at), word.slice(at + 1)];
}

function didYouMean(name: string): string {
  const near = nearestName(name, Object.keys(INPUTS));
  return near ? `; did you mean --${near}?` : ', see --help';
}

import { describe, expect, it } from '@jest/globals';
import { InputError } from '../../../src/base/errors';
import { INPUTS, type Inputs, ORDERED } from '../../../src/inputs/inputs';
import { parseInputs } from '../../../src/inputs/parse-inputs';
import { policy } from '../../../test-support/builders/policies';

/** What every run must be given. */
const SQS = 'https://sqs.eu-central-1.amazonaws.com/123456789012/q';
const CORPUS = ['--corpus', 'a.txt'];

function parse(words: readonly string[], environment: Record<string, string | undefined> = {}): Inputs {
  return parseInputs({ arguments: words, environment }).inputs;
}

function faultsOf(words: readonly string[], environment: Record<string, string | undefined> = {}): readonly string[] {
  try {
    parse(words, environment);
  } catch (error) {
    expect(error).toBeInstanceOf(InputError);
    return (error as InputError).faults;
  }
  return [];
}

describe('where an input comes from', () => {
  const flag = ['--redis-prefix', 'flag'];
  const github = { 'INPUT_REDIS-PREFIX': 'github' };
  const own = { EMBED_ONCE_REDIS_PREFIX: 'own' };

  it.each([
    ['a flag before all', flag, { ...github, ...own }, 'flag'],
    ["GitHub's variable before our own", [], { ...github, ...own }, 'github'],
    ['our own variable before the default', [], own, 'own'],
    ['the default where there is nothing', [], {}, 'eo1'],
    ["our own where GitHub's is empty", [], { 'INPUT_REDIS-PREFIX': '', ...own }, 'own'],
    ['the default where both are empty', [], { 'INPUT_REDIS-PREFIX': '', EMBED_ONCE_REDIS_PREFIX: '' }, 'eo1'],
    ['not a variable that is spelled with an underscore after INPUT', [], { INPUT_REDIS_PREFIX: 'no' }, 'eo1'],
  ])('is %s', (_, words, environment, expected) => {
    expect(parse([...CORPUS, ...words], environment).redisPrefix).toBe(expected);
  });

  /** What an input is of no use without. */
  const NEEDED: Readonly<Record<string, readonly string[]>> = {
    'chunk-overlap': ['--chunk-size', '1000'],
    changes: ['--records-state', 'records.state'],
    shard: ['--mode', 'embed'],
    'device-vectors': ['--device', 'cuda'],
    'output-dtype': ['--output', 'a.npy'],
    'max-cost': ['--cost-per-hour', '2'],
    propose: ['--mode', 'golden', '--golden-set', 'g.jsonl'],
    'csv-header': ['--text-field', '0'],
    sink: ['--sink-index', 'docs', '--redis-url', 'redis://cache'],
  };

  it.each(Object.keys(INPUTS).filter((name) => name !== 'mode'))('holds for %s by each of its names', (name) => {
    const value = exampleOf(name as keyof typeof INPUTS);
    const property = name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase()) as keyof Inputs;
    const needed = NEEDED[name] ?? [];
    const byFlag = parse([...(name === 'corpus' ? [] : CORPUS), ...needed, `--${name}`, value])[property];
    const corpus = name === 'corpus' ? {} : { INPUT_CORPUS: 'a.txt' };
    const github = parse(needed, { ...corpus, [`INPUT_${name.toUpperCase()}`]: value })[property];
    const own = parse(needed, { ...corpus, [`EMBED_ONCE_${name.toUpperCase().replaceAll('-', '_')}`]: value })[
      property
    ];
    const usual = parse(CORPUS)[property];
    expect([byFlag, github, own]).toEqual([byFlag, byFlag, byFlag]);
    expect(byFlag).not.toEqual(usual);
  });

  it('lets a flag say that a value is empty', () => {
    expect(parse([...CORPUS, '--report-dir', ''], { 'INPUT_REPORT-DIR': 'reports' }).reportDir).toBe('');
  });
});

describe('policies', () => {
  const policies = (...all: ReturnType<typeof policy>[]) => ({ policies: all, faults: [] });
  const own = policy('.embed-once.yml', { settings: { 'redis-ttl': '3d', threads: '3' } });
  const organisation = policy('o.yml', { locked: { 'cache-mode': 'read-only' }, settings: { 'redis-prefix': 'eo2' } });

  it('give inputs their values, and every input its source', () => {
    const given = {
      arguments: [...CORPUS, '--threads=4', '--cache-mode=recache'],
      environment: { 'INPUT_REDIS-URL': 'redis://user:geheim@cache', EMBED_ONCE_DTYPE: 'fp32' },
    };
    const { inputs, settings, warnings } = parseInputs({ ...given, policies: policies(own, organisation) });
    expect(inputs).toMatchObject({ redisTtl: 259_200, threads: 4, cacheMode: 'read-only', redisPrefix: 'eo2' });
    expect(settings).toMatchObject({
      mode: { value: 'run', source: 'default' },
      corpus: { value: 'a.txt', source: 'flag' },
      threads: { value: '4', source: 'flag' },
      dtype: { value: 'fp32', source: 'EMBED_ONCE_DTYPE' },
      'redis-url': { value: 'given', source: 'INPUT_REDIS-URL' },
      'redis-ttl': { value: '3d', source: 'policy .embed-once.yml:4' },
      'redis-prefix': { value: 'eo2', source: 'policy o.yml:4' },
      'cache-mode': { value: 'read-only', source: 'locked by o.yml:4' },
    });
    expect(Object.keys(settings)).toEqual(ORDERED.map(([input]) => input));
    expect(warnings).toEqual(['cache-mode: "recache" (flag) does not count: "read-only" is locked by o.yml:4']);
    expect(JSON.stringify([settings, warnings])).not.toContain('geheim');
  });

  it('do not show a secret that is not given as given', () => {
    expect(parseInputs({ arguments: CORPUS, environment: {} }).settings['redis-url']?.value).toBe('');
  });

  it('tell their faults together with all others', () => {
    const found = { policies: [], faults: ['p.yml:1:1: version: missing'] };
    expect(() => parseInputs({ arguments: ['--threads=x'], environment: {}, policies: found })).toThrow(
      'p.yml:1:1: version: missing\nthreads: "x" must be',
    );
  });

  it('give way to EMBED_ONCE_CACHE, which is checked as an input is, and is none where it is empty', () => {
    const parsed = (wanted: string) =>
      parseInputs({
        arguments: [...CORPUS, '--cache-mode=recache'],
        environment: { EMBED_ONCE_CACHE: wanted, EMBED_ONCE_CACHE_MODE: 'read-write' },
      });
    expect(parsed('off').inputs.cacheMode).toBe('off');
    expect(parsed('off').settings['cache-mode']).toEqual({ value: 'off', source: 'EMBED_ONCE_CACHE' });
    expect(parsed('').inputs.cacheMode).toBe('recache');
    expect(() => parsed('false')).toThrow(
      'EMBED_ONCE_CACHE: "false" must be one of read-write, read-only, recache, off',
    );
  });
});

/** A value of this input that is not its default. */
function exampleOf(name: keyof typeof INPUTS): string {
  const { allowed, default: usual } = INPUTS[name];
  const candidates = [
    'b',
    'redis://cache:6379',
    '16',
    '7',
    '0.5',
    '12h',
    '500MB',
    '2/8',
    'https://a.b',
    'lang:tag',
    'https://sqs.eu-central-1.amazonaws.com/123456789012/dead',
    'a'.repeat(64),
    ...allowed.split(', '),
  ];
  const valid = candidates
    .filter((candidate) => candidate !== usual)
    .filter((candidate) => {
      try {
        INPUTS[name].parse(candidate);
        return true;
      } catch {
        return false;
      }
    });
  return valid[0] as string;
}

describe('the command line', () => {
  it('tells who gives the corpus without its flag what to write', () => {
    expect(() => parseInputs({ arguments: ['data/corpus.txt'], environment: {} })).toThrow(
      'data/corpus.txt: there is no such mode. If this is the corpus: --corpus data/corpus.txt',
    );
  });

  it('does not show a stray word that may be a secret', () => {
    expect(() => parseInputs({ arguments: ['redis://u:s3cr3t@host'], environment: {} })).toThrow(
      /^a word: there is no such mode/,
    );
  });

  it('takes --name value and --name=value alike, with = and spaces in values', () => {
    expect(parse(['--corpus=a=b.txt', '--text-prefix', 'query: ']).corpus).toEqual(['a=b.txt']);
    expect(parse(['--corpus=a=b.txt', '--text-prefix', 'query: ']).textPrefix).toBe('query: ');
    expect(parse([...CORPUS, '--text-prefix=a b']).textPrefix).toBe('a b');
  });

  it('takes several --corpus, and lines in one', () => {
    expect(parse(['--corpus', 'a.txt', '--corpus', ' b.txt \n\nc.txt\r\n', '--corpus=-']).corpus).toEqual([
      'a.txt',
      'b.txt',
      'c.txt',
      '-',
    ]);
  });

  it.each([
    ['policy', 'a.yml', 'b.yml', ['a.yml', 'b.yml']],
    ['cache-signing-key', 'k'.repeat(32), 'l'.repeat(32), ['k'.repeat(32), 'l'.repeat(32)]],
    ['fail-on-validation', 'sanity', 'identity', ['sanity', 'identity']],
    ['sink-fields', 'lang:tag', 'year:numeric', [expect.anything(), expect.anything()]],
    ['validation-index', 'hnsw', 'l2', { algorithm: 'hnsw', metric: 'l2', dtype: 'float32' }],
  ])('takes several --%s', (name, first, second, expected) => {
    const property = name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase()) as keyof Inputs;
    const { inputs, warnings } = parseInputs({
      arguments: [...CORPUS, `--${name}`, first, `--${name}`, second],
      environment: {},
    });
    expect(inputs[property]).toEqual(expected);
    expect(warnings).toEqual([]);
  });

  it('has a fault if a list that is given in parts contradicts itself', () => {
    const faults = faultsOf([...CORPUS, '--fail-on-validation', 'true', '--fail-on-validation', 'sanity']);
    expect(faults).toEqual([expect.stringContaining('fail-on-validation: "true\\nsanity" must be true, false, or')]);
  });

  it('takes the last of a single value that is given twice, and names the one that does not count', () => {
    const parsed = (...words: string[]) => parseInputs({ arguments: [...CORPUS, ...words], environment: {} });
    const { inputs, warnings } = parsed('--threads', '1', '--threads=2');
    expect(inputs.threads).toBe(2);
    expect(warnings).toEqual(['threads: "1" (flag) does not count: a later --threads is "2"']);
    expect(parsed('--threads', '2', '--threads=2').warnings).toEqual([]);
    const urls = ['--redis-url', 'redis://u:geheim@a', '--redis-url', 'redis://u:secret@b'];
    expect(parsed(...urls).warnings).toEqual([
      'redis-url: the value given (flag) does not count: a later --redis-url differs',
    ]);
  });

  it('takes the mode as its first word', () => {
    expect(parse(['golden', '--golden-set', 'g.jsonl'])).toMatchObject({ mode: 'golden', goldenSet: 'g.jsonl' });
    expect(parse(['run', ...CORPUS]).mode).toBe('run');
    expect(parse(CORPUS).mode).toBe('run');
    expect(parse(['golden', '--golden-set', 'g.jsonl'], { INPUT_MODE: 'run' }).mode).toBe('golden');
    const twice = parseInputs({ arguments: ['plan', ...CORPUS, '--mode', 'run'], environment: {} });
    expect([twice.inputs.mode, twice.warnings]).toEqual([
      'run',
      ['mode: "plan" (flag) does not count: a later --mode is "run"'],
    ]);
  });

  it('takes a value that begins with a dash', () => {
    expect(parse([...CORPUS, '--validation-threshold', '-1']).validationThreshold).toBe(-1);
  });

  it.each([
    [['--corpos', 'a'], '--corpos: there is no such input'],
    [['--redis_url', 'redis://a'], '--redis_url: there is no such input; did you mean --redis-url?'],
    [['--redisurl', 'redis://a'], '; did you mean --redis-url?'],
    [['--golden', 'g'], '; did you mean --golden-set?'],
    [['--zzz=1'], '--zzz: there is no such input, see --help all'],
    [['--constructor', 'x'], '--constructor: there is no such input'],
    [['--threads'], '--threads: the value is missing'],
    [['stray'], 'word 3 of the command line is unexpected'],
    [['-v'], 'word 3 of the command line is unexpected'],
  ])('has a fault in %j: %s', (words, fault) => {
    const faults = faultsOf([...CORPUS, ...words]);
    expect(faults).toEqual([expect.stringContaining(fault)]);
  });
});

describe('values', () => {
  it.each([
    ['threads', '0', 0],
    ['threads', '1024', 1024],
    ['max-tokens', '256', 256],
    ['validation-threshold', '0.95', 0.95],
    ['validation-threshold', '1', 1],
    ['redis-ttl', '0', 0],
    ['redis-ttl', '90', 90],
    ['redis-ttl', '90s', 90],
    ['redis-ttl', '5m', 300],
    ['redis-ttl', '12h', 43_200],
    ['redis-ttl', '30d', 2_592_000],
    ['runner-cache-max-size', '0', 0],
    ['runner-cache-max-size', '64KB', 64_000],
    ['runner-cache-max-size', '500MB', 500_000_000],
    ['runner-cache-max-size', '1.5gb', 1_500_000_000],
    ['runner-cache-max-size', '2TB', 2_000_000_000_000],
    ['normalize', 'true', 'true'],
    ['hub-offline', 'true', true],
    ['fail-on-audit', 'True', true],
    ['fail-on-corrupt', 'TRUE', true],
    ['comment', 'on', true],
    ['csv-header', 'On', true],
    ['comment', 'false', false],
    ['comment', 'OFF', false],
    ['hub-offline', 'False', false],
  ])('%s takes %s', (name, raw, value) => {
    const property = name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase()) as keyof Inputs;
    expect(parse([...CORPUS, `--${name}`, raw])[property]).toBe(value);
  });

  it('the URLs of servers are parsed, and none if none is given', () => {
    const urls = ['--redis-url', 'rediss://user:pass@host:6380/1', '--queue-url', SQS];
    const { redisUrl, queueUrl, sinkUrl } = parse(['enqueue', ...CORPUS, ...urls]);
    expect([redisUrl?.address, queueUrl?.kind, sinkUrl]).toEqual(['rediss://host:6380/1', 'sqs', undefined]);
  });

  it.each([
    ['threads', '-1'],
    ['threads', '1025'],
    ['threads', '1.5'],
    ['threads', '1e2'],
    ['threads', ''],
    ['threads', 'many'],
    ['batch-tokens', '-1'],
    ['validation-threshold', '1.01'],
    ['validation-threshold', '-1.01'],
    ['validation-threshold', 'high'],
    ['validation-threshold', ''],
    ['redis-ttl', '5 m'],
    ['redis-ttl', '1w'],
    ['redis-ttl', '-1'],
    ['runner-cache-max-size', '4'],
    ['runner-cache-max-size', '4 GB'],
    ['runner-cache-max-size', '4GiB'],
    ['runner-cache-max-size', '-1GB'],
    ['cache-mode', 'readonly'],
    ['cache-mode', 'READ-ONLY'],
    ['fail-on-validation', 'yes'],
    ['fail-on-validation', 'sanity,identty'],
    ['fail-on-validation', 'true,sanity'],
    ['validation-profile', 'other'],
    ['validation-neighbours', 'all'],
    ['validation-k', '0'],
    ['validation-recall', '1.1'],
    ['fail-on-validation', 'True'],
    ['format', 'xml'],
    ['encoding', 'klingon'],
    ['csv-header', 'no'],
    ['comment', 'yes'],
    ['hub-offline', '1'],
    ['fail-on-audit', 'tRUE'],
    ['fail-on-corrupt', ''],
    ['csv-delimiter', ';;'],
    ['csv-delimiter', ''],
    ['markdown-code', 'hide'],
    ['mode', 'runn'],
  ])('%s refuses "%s", and says what it takes', (name, raw) => {
    const faults = faultsOf([...CORPUS, `--${name}`, raw]);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(new RegExp(`^${name}: "${raw}" must be `));
    const [most] = INPUTS[name as keyof typeof INPUTS].allowed.split(';');
    expect(faults[0]).toContain(most);
  });

  it('csv-delimiter may be a tab, by name', () => {
    expect(parse([...CORPUS, '--csv-delimiter', '\\t']).csvDelimiter).toBe('\t');
  });

  it('text-field is a number where there is no header', () => {
    expect(faultsOf([...CORPUS, '--csv-header', 'false'])).toEqual([
      'text-field: "text" is not a column number, and csv-header is false. Give a number, counting from 0.',
    ]);
  });

  it('s3 keys come in pairs', () => {
    expect(faultsOf(CORPUS, { AWS_ACCESS_KEY_ID: 'id' })).toEqual([]);
    expect(faultsOf(['--corpus', 's3://b/k.txt'], { AWS_ACCESS_KEY_ID: 'id' })).toEqual([
      expect.stringMatching(/^s3-secret-access-key: none/),
    ]);
  });

  it('corpus is reported without what may be secret in an address', () => {
    const { inputs, settings } = parseInputs({
      arguments: ['--corpus', 'a.txt\nhttps://u:p@host/b.csv?sig=x'],
      environment: {},
    });
    expect(settings.corpus?.value).toBe('a.txt\nhttps://host/b.csv');
    expect(inputs.corpus[1]).toBe('https://u:p@host/b.csv?sig=x');
  });

  it.each([
    ['shard', '2/8', { number: 2, of: 8 }],
    ['shard', '256/256', { number: 256, of: 256 }],
    ['shard', '', undefined],
    ['max-misses', '0', 0],
    ['max-misses', '', undefined],
    ['max-cost', '0.25', 0.25],
    ['cost-per-hour', '0.5', { cpu: 0.5, cuda: 0.5, webgpu: 0.5 }],
    ['cost-per-hour', 'cpu=0.5, cuda = 4', { cpu: 0.5, cuda: 4 }],
    ['cost-per-hour', 'cuda=4.2', { cuda: 4.2 }],
    ['cost-per-hour', '', {}],
    ['fail-on-validation', 'true', ['sanity', 'identity', 'neighbourhood', 'required', 'distribution']],
    ['fail-on-validation', 'false', []],
    ['fail-on-validation', 'identity, sanity', ['sanity', 'identity']],
    ['fail-on-validation', 'required', ['required']],
  ])('%s takes "%s" as %j', (name, raw, value) => {
    expect(INPUTS[name as keyof typeof INPUTS].parse(raw)).toEqual(value);
  });

  it.each([
    ['shard', '0/8'],
    ['shard', '9/8'],
    ['shard', '1/257'],
    ['shard', '1'],
    ['shard', '-1/8'],
    ['shard', '1/0'],
    ['max-misses', '-1'],
    ['max-misses', '1.5'],
    ['max-misses', 'none'],
    ['max-cost', '-1'],
    ['max-cost', '1e3'],
    ['cost-per-hour', 'tpu=1'],
    ['cost-per-hour', 'cpu=-1'],
    ['cost-per-hour', 'cpu=1;cuda=2'],
  ])('%s refuses "%s"', (name, raw) => {
    expect(() => INPUTS[name as keyof typeof INPUTS].parse(raw)).toThrow(/^must be /);
  });

  it('have defaults that are valid themselves', () => {
    for (const [name, input] of Object.entries(INPUTS)) {
      if (input.default === '') continue;
      expect([name, input.parse(input.default)]).toEqual([name, expect.anything()]);
    }
  });
});

describe('faults', () => {
  it('are told all at once, each with name, value and what is allowed', () => {
    const faults = faultsOf([...CORPUS, '--threads', 'x', '--unknown', 'y', 'stray', '--cache-mode=on'], {
      EMBED_ONCE_REDIS_TTL: 'soon',
    });
    expect(faults).toHaveLength(5);
    expect(faults.join('\n')).toContain('threads: "x" must be a whole number from 0 to 1024');
    expect(faults.join('\n')).toContain('cache-mode: "on" must be one of read-write, read-only, recache, off');
    expect(faults.join('\n')).toContain('redis-ttl: "soon"');
    expect(faults.join('\n')).toContain('--unknown');
    expect(faults.join('\n')).toContain('word ');
  });

  it.each([
    [[], {}, 'corpus: none given'],
    [[], { INPUT_CORPUS: ' \n ' }, 'corpus: none given'],
    [['golden'], {}, 'golden-set: none given'],
    [['golden', '--golden-set', 'g.jsonl', '--propose', '5'], {}, 'corpus: none given'],
    [[...CORPUS, '--propose', '5'], {}, 'propose: 5 needs mode golden, and the mode is run'],
    [['validate'], {}, 'golden-set: none given'],
    [
      ['validate', '--golden-set', 'g', '--validation-neighbours', 'corpus'],
      {},
      'validation-neighbours: "corpus" needs mode run',
    ],
    [['validate', '--golden-set', 'g', '--cache-mode', 'off'], {}, 'cache-mode: off looks up no vector'],
    [['plan'], {}, 'corpus: none given'],
    [['embed'], {}, 'corpus: none given'],
    [[...CORPUS, '--shard', '1/2'], {}, 'shard: 1/2 needs mode embed, and the mode is run'],
    [['embed', ...CORPUS, '--cache-mode', 'read-only'], {}, 'cache-mode: read-only stores nothing, and mode embed'],
    [['embed', ...CORPUS, '--runner-cache', 'off'], {}, 'redis-url: none given, and mode embed needs a cache tier'],
    [[...CORPUS, '--chunk-size', '15'], {}, 'chunk-size: 15 tokens are too few. Use at least 16, or 0'],
    [[...CORPUS, '--chunk-overlap', '5'], {}, 'chunk-overlap: 5 needs chunk-size.'],
    [
      [...CORPUS, '--chunk-size', '33', '--chunk-overlap', '17'],
      {},
      'chunk-overlap: 17 is more than half of chunk-size, 33. Use at most 16.',
    ],
    [
      [...CORPUS, '--chunk-size', '33', '--chunk-overlap', '33'],
      {},
      'chunk-overlap: 33 is more than half of chunk-size, 33. Use at most 16.',
    ],
    [[...CORPUS, '--sink', 'redis-index', '--redis-url', 'redis://a'], {}, 'sink-index: none given. Name the index'],
    [[...CORPUS, '--sink', 'redis-index', '--sink-index', 'docs'], {}, 'sink-url: none given, and no redis-url either'],
    [
      ['worker', '--redis-url', 'redis://a', '--sink', 'redis-index', '--sink-index', 'a b*'],
      {},
      'sink-index: "a b*" is not a valid name',
    ],
    [
      [...CORPUS, '--sink', 'redis-index', '--sink-index', 'docs', '--sink-url', 'redis+cluster://a,b'],
      {},
      'sink-index: "docs" needs a hash tag in a cluster',
    ],
    [[...CORPUS, '--sink', 'command', '--sink-index', 'docs'], {}, 'sink-command: none given. Sink command needs'],
    [[...CORPUS, '--changes', 'a.jsonl'], {}, 'records-state: none given. Without the file'],
    [
      [...CORPUS, '--changes', 'a.jsonl', '--records-state', 'a.jsonl'],
      {},
      'changes: "a.jsonl" is also records-state. Use two files.',
    ],
    [
      [...CORPUS, '--output', 'a.jsonl', '--records-state', 'a.jsonl'],
      {},
      'records-state: "a.jsonl" is also output. Use two files.',
    ],
    [[...CORPUS, '--max-cost', '1'], {}, 'cost-per-hour: none given'],
    [
      [...CORPUS, '--output', 'a.jsonl', '--decision-log', 'a.jsonl'],
      {},
      'decision-log: "a.jsonl" is also the output. Use two files.',
    ],
    [[...CORPUS, '--output-dtype', 'float16'], {}, 'output-dtype: "float16" needs output-format npy'],
    [
      [...CORPUS, '--output', 'a.json', '--output-shard-rows', '9'],
      {},
      'output-shard-rows: 9 needs output-format jsonl',
    ],
    [
      [...CORPUS, '--redis-url', 'redis://cache', '--redis-ca', 'ca.pem'],
      {},
      'redis-ca: "ca.pem" needs TLS. Start redis-url with rediss',
    ],
    [[...CORPUS, '--redis-url', 'rediss://cache', '--redis-cert', 'c.pem'], {}, 'redis-key: none given'],
    [
      [...CORPUS, '--golden-set', 'g', '--validation-engine', 'redisearch'],
      {},
      'validation-engine: redisearch needs Redis',
    ],
    [
      [
        ...CORPUS,
        '--golden-set',
        'g',
        '--validation-engine',
        'vectorset',
        '--redis-url',
        'redis://c',
        '--cache-mode',
        'off',
      ],
      {},
      'validation-engine: vectorset needs Redis, and cache-mode off',
    ],
    [[...CORPUS, '--redis-url', 'rediss+cluster://cache', '--redis-key', 'k.pem'], {}, 'redis-cert: none given'],
    [[...CORPUS, '--redis-url', 'redis+sentinel://cache'], {}, 'redis-url: the value given names no master'],
    [['worker', '--queue-url', SQS, '--queue-claim-after', '13h'], {}, 'queue-claim-after: 46800s is too long'],
    [['worker', '--queue-url', SQS, '--queue-dead-url', SQS], {}, 'queue-dead-url: is also queue-url'],
    [['worker', '--queue-url', `${SQS}.fifo`], {}, 'queue-url: the value given is a FIFO queue'],
    [
      ['worker', '--redis-url', 'redis://cache', '--queue-dead-url', SQS],
      {},
      'queue-dead-url: needs an SQS queue as queue-url',
    ],
    [
      ['enqueue', ...CORPUS, '--queue-url', SQS, '--plan-path', 'p', '--enqueue-upload', 's3://b/'],
      {},
      'enqueue-upload: cannot be used with plan-path',
    ],
    [
      ['enqueue', ...CORPUS, '--queue-url', SQS, '--enqueue-upload', 's3://b/c'],
      {},
      'enqueue-upload: "s3://b/c" must be s3://bucket/prefix/',
    ],
  ])('are found in %j with %j too: %s', (words, environment, fault) => {
    expect(faultsOf(words, environment)).toEqual([expect.stringContaining(fault)]);
  });

  it('are none where mode validate has neither corpus nor tiers, but a file', () => {
    const words = ['validate', '--golden-set', 'g.jsonl', '--cache-mode', 'off', '--validation-vectors', 'v.npy'];
    expect(faultsOf(words)).toEqual([]);
  });

  it('are none where mode golden has no corpus', () => {
    expect(faultsOf(['golden', '--golden-set', 'g.jsonl'])).toEqual([]);
  });

  it.each<[readonly string[], Record<string, string>]>([
    [['--redis-url', 'http://user:geheim@cache:6379'], {}],
    [['--redis-url=geheim'], {}],
    [[], { 'INPUT_REDIS-URL': 'redis:geheim' }],
    [[], { EMBED_ONCE_REDIS_URL: ' redis://user:geheim@cache' }],
    [['--redis-url', 'redis://user:geheim@cache:port'], {}],
    [['--redis-url', 'redis+sentinel://user:geheim@cache'], {}],
    [['--redis-url', 'redis+cluster://user:geheim@cache/1'], {}],
    [['--redis-urls', 'redis://user:geheim@cache'], {}],
    [['--redis_url=redis://user:geheim@cache'], {}],
  ])('never show a secret value: %j %j', (words, environment) => {
    const faults = faultsOf([...CORPUS, ...words], environment);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain('redis-url');
    expect(faults[0]).not.toContain('geheim');
  });
});

describe('cache-signing-key', () => {
  const [first, second] = ['k'.repeat(32), 'l'.repeat(40)];
  const parse = (...words: string[]) =>
    parseInputs({ arguments: ['--corpus', 'c.txt', ...words], environment: {} }).inputs.cacheSigningKey;

  it('takes several keys, in lines or by repeating the flag, in that order', () => {
    expect(parse('--cache-signing-key', `${second}\n${first}`)).toEqual([second, first]);
    expect(parse('--cache-signing-key', second, '--cache-signing-key', first)).toEqual([second, first]);
    expect(parse()).toEqual([]);
  });
});

describe('trust-scope', () => {
  const parse = (name: string) =>
    parseInputs({ arguments: ['--corpus', 'c.txt', '--trust-scope', name], environment: {} }).inputs.trustScope;

  it.each(['auto', 'trusted', 'pr-12', 'x', 'a'.repeat(48)])('may be %s', (name) => {
    expect(parse(name)).toBe(name);
  });

  it.each(['PR-12', '-x', '~x', 'a:b', 'a/b', '../x', 'a b', 'a\nb', 'a'.repeat(49)])('may not be %j', (name) => {
    expect(() => parse(name)).toThrow(/^trust-scope: .* must be auto, trusted, or a name of at most 48 /);
  });
});

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { INPUTS } from '../../../src/inputs/inputs';
import { type ParsedPolicy, parsePolicy } from '../../../src/inputs/parse-policy';

function parse(text: string, organisation = true): ParsedPolicy {
  return parsePolicy(text, { file: 'p.yml', organisation });
}

function faultsOf(text: string, organisation = true): readonly string[] {
  return parse(text, organisation).faults;
}

function settingOf(line: string): string | undefined {
  const { policy, faults } = parse(`version: 1\nsettings:\n  ${line}\n`);
  expect(faults).toEqual([]);
  return policy.settings.get(line.split(':')[0] as string)?.raw;
}

describe('a policy', () => {
  it('gives each value with its line', () => {
    const text = '# ours\nversion: 1\n\nsettings:\n  redis-ttl: 90d # long\n\nlocked:\n  cache-mode: read-only\n';
    const { policy, faults } = parse(text);
    expect(faults).toEqual([]);
    expect([...policy.settings]).toEqual([['redis-ttl', { raw: '90d', place: 'p.yml:5' }]]);
    expect([...policy.locked]).toEqual([['cache-mode', { raw: 'read-only', place: 'p.yml:8' }]]);
  });

  it.each([
    ['cache-mode: off', 'off'],
    ['normalize: true', 'true'],
    ['threads: 4', '4'],
    ['redis-prefix: 0123', '0123'],
    ['validation-threshold: 0.990', '0.990'],
    ['runner-cache-max-size: 500MB', '500MB'],
    ['text-prefix: "query: "', 'query: '],
    ["golden-set: ''", ''],
    ['corpus: a.txt', 'a.txt'],
    ['corpus: [a.txt, "b c.txt"]', 'a.txt\nb c.txt'],
    ['corpus:\n    - a.txt\n    - b.txt', 'a.txt\nb.txt'],
    ['corpus: |\n    a.txt\n    b.txt', 'a.txt\nb.txt\n'],
    ['model: &here folder', 'folder'],
  ])('takes %j as a flag would', (line, raw) => {
    expect(settingOf(line)).toBe(raw);
  });

  it('may have empty parts, or none', () => {
    for (const text of ['version: 1', 'version: 1\nsettings:\nlocked:\n', 'version: "1"\r\nsettings: {}\r\n']) {
      expect(faultsOf(text)).toEqual([]);
    }
  });

  it('may set every input but mode, policy and secrets', () => {
    const examples: Record<string, string> = {
      'cost-per-hour': '1',
      'max-cost': '1',
      'max-misses': '1',
      'ort-sha256': 'a'.repeat(64),
      'queue-dead-url': 'https://sqs.eu-central-1.amazonaws.com/123456789012/dead',
      shard: '1/2',
    };
    const refused = Object.entries(INPUTS).filter(([name, { allowed, default: usual }]) => {
      const value = usual || examples[name] || allowed.split(', ')[0];
      return faultsOf(`version: 1\nsettings:\n  ${name}: "${value}"\n`).length > 0;
    });
    const secrets = Object.entries(INPUTS).filter(([, input]) => 'secret' in input && input.secret);
    expect(refused.map(([name]) => name).sort()).toEqual(['mode', 'policy', ...secrets.map(([name]) => name)].sort());
  });
});

describe('refused is', () => {
  const settings = (lines: string) => `version: 1\nsettings:\n  ${lines}\n`;

  it.each([
    ['', 'p.yml:1:1: the file is empty. A policy starts with version: 1'],
    ['# nothing\n', 'p.yml:1:1: the file is empty'],
    ['just words', 'p.yml:1:1: this is not a policy'],
    ['- a\n- b', 'p.yml:1:1: this is not a policy'],
    ['settings:\n  threads: 1\n', 'p.yml:1:1: version: missing. A policy starts with version: 1'],
    ['version: 2', 'p.yml:1:1: version: "2" is unknown. This embed-once supports 1'],
    ['version: [1]', 'p.yml:1:1: version: the value is unknown'],
    ['version: 1\nsetings: {}', 'p.yml:2:1: setings: there is no such key of a policy; did you mean settings?'],
    ['version: 1\nthreads: 3', 'p.yml:2:1: threads: there is no such key of a policy. Keys: version, settings, locked'],
    ['version: 1\nversion: 1', 'p.yml:2:1: version: appears twice'],
    ['version: 1\nsettings: 3', 'p.yml:2:1: settings: must be a map'],
    ['version: 1\nlocked: [cache-mode]', 'p.yml:2:1: locked: must be a map'],
    [settings('redis_ttl: 3d'), 'p.yml:3:3: redis_ttl: there is no such input; did you mean redis-ttl?'],
    [settings('chache-mode: off'), 'p.yml:3:3: chache-mode: there is no such input; did you mean cache-mode?'],
    [settings('zzz: 1'), 'p.yml:3:3: zzz: there is no such input, see --help'],
    [settings('constructor: 1'), 'p.yml:3:3: constructor: there is no such input'],
    [settings('threads: 5000'), 'p.yml:3:3: threads: "5000" must be a whole number from 0 to 1024'],
    [settings('validation-threshold: 1.5'), 'p.yml:3:3: validation-threshold: "1.5" must be a number from -1 to 1'],
    [settings('cache-mode: on'), 'p.yml:3:3: cache-mode: "on" must be one of read-write, read-only, recache, off'],
    [settings('mode: golden'), 'p.yml:3:3: mode: cannot be set by a policy'],
    [settings('policy: other.yml'), 'p.yml:3:3: policy: cannot be set by a policy'],
    [settings('threads:'), 'p.yml:3:3: threads: has no value. Write "" for an empty one'],
    [settings('threads: [1]'), 'p.yml:3:3: threads: must be a single value: a whole number from 0 to 1024'],
    [settings('corpus: [[a]]'), 'p.yml:3:3: corpus: must be a single value or a list: '],
    [settings('corpus: {a: b}'), 'p.yml:3:3: corpus: must be a single value or a list: '],
    [settings('threads: 1\n  threads: 2'), 'p.yml:4:3: threads: appears twice'],
    [settings('dtype: &a fp32\n  cache-dtype: *a'), 'p.yml:4:3: cache-dtype: aliases are not supported'],
    [
      settings('threads: !!int 3'),
      'p.yml:3:12: invalid YAML for a policy: tags, which start with !, are not supported',
    ],
    [settings('? [a]\n  : 1'), 'p.yml:3:5: a key of settings must be a name'],
    [settings('threads: "1'), 'invalid YAML for a policy: Missing closing'],
    [settings('\tthreads: 1'), 'p.yml:3:3: invalid YAML for a policy: Tabs are not allowed as indentation'],
    ['version: 1\n---\nversion: 1\n', 'invalid YAML for a policy: only one document per file is supported'],
    [settings('threads: 1\nlocked:\n  threads: 2'), 'p.yml:5:3: threads: is also under settings (p.yml:3). Keep one'],
  ])('%j: %s', (text, fault) => {
    expect(faultsOf(text)).toEqual([expect.stringContaining(fault)]);
  });

  it("a lock outside the organisation's policy", () => {
    const text = 'version: 1\nlocked:\n  cache-mode: read-write\n';
    expect(faultsOf(text)).toEqual([]);
    expect(faultsOf(text, false)).toEqual([
      expect.stringMatching(
        /^p\.yml:2:1: locked: only an organisation's policy can lock.*EMBED_ONCE_ORGANISATION_POLICY$/,
      ),
    ]);
    expect(parse(text, false).policy.locked.size).toBe(0);
  });

  it('a secret, with the variable to use; and no value of it, nor of what is unknown, is shown', () => {
    const secret = 'redis://user:geheim@cache';
    const faults = faultsOf(
      settings(`redis-url: ${secret}\n  redis_url: ${secret}\n  ${secret}/: 1\n  "geheim: 1": 2`),
    );
    expect(faults).toEqual([
      expect.stringMatching(/^p\.yml:3:3: redis-url: is a secret.*EMBED_ONCE_REDIS_URL$/),
      expect.stringContaining('p.yml:4:3: redis_url: there is no such input; did you mean redis-url?'),
      expect.stringContaining('p.yml:5:3: a key: there is no such input'),
      expect.stringContaining('p.yml:6:3: a key: there is no such input'),
    ]);
    for (const broken of [
      `a: 'x' ${secret}`,
      `a: "${secret}`,
      `a: b: ${secret}`,
      `%geheim\n---\na: 1`,
      `a: *geheim`,
      'a: !geheim b',
      'a: !geheim [b]',
      'a: !<geheim> b',
      'a: !x!geheim b',
      'a: "\\qgeheim"',
      'a: |geheim\n  b',
    ]) {
      expect(faultsOf(broken).join('\n')).not.toContain('geheim');
      expect(faultsOf(broken)).not.toEqual([]);
    }
  });

  it('everything at once, in the order of the file', () => {
    const faults = faultsOf('version: 3\nlocked:\n  cache-mode: on\nsettings:\n  threads: x\n  zzz: 1\nmore: 1\n');
    expect(faults.map((fault) => fault.split(': ')[0])).toEqual([
      'p.yml:1:1',
      'p.yml:3:3',
      'p.yml:5:3',
      'p.yml:6:3',
      'p.yml:7:1',
    ]);
  });

  it('a file of nothing but faults, in a report of bearable length', () => {
    const keys = Array.from({ length: 500 }, (_, at) => `  key${at}: 1`).join('\n');
    const faults = faultsOf(`version: 1\nsettings:\n${keys}\n`);
    expect(faults).toHaveLength(21);
    expect(faults[20]).toBe('p.yml: and 480 more faults');
    expect(faultsOf(settings(`cache-mode: ${'x'.repeat(50_000)}`)).join('').length).toBeLessThan(300);
  });

  it.each(['[', '{a: ', '- ', '? '])('a file that nests %j as deep as its size allows', (opening) => {
    expect(faultsOf(opening.repeat(64_000 / opening.length)).length).toBeGreaterThan(0);
  });
});

describe('examples/policies', () => {
  const folder = 'examples/policies';

  it.each(readdirSync(folder))('%s is a policy without faults, with every line explained', (file) => {
    const text = readFileSync(path.join(folder, file), 'utf8');
    const { policy, faults } = parsePolicy(text, { file, organisation: true });
    expect(faults).toEqual([]);
    expect(policy.settings.size + policy.locked.size).toBeGreaterThan(2);
    const lines = text.split('\n');
    const unexplained = lines.filter((line, at) => /^ {2}[a-z]/.test(line) && !/^ {2}# /.test(lines[at - 1] ?? ''));
    expect(unexplained).toEqual([]);
  });

  it('keep pull requests from writing, and production in use without being the organisation’s', () => {
    const read = (file: string, organisation: boolean) =>
      parsePolicy(readFileSync(path.join(folder, file), 'utf8'), { file, organisation });
    expect(read('pull-request.yml', true).policy.locked.get('cache-mode')?.raw).toBe('read-only');
    expect(read('production.yml', false).faults).toEqual([]);
  });
});

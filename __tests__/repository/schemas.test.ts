import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { Ajv } from 'ajv';
import { parse } from 'yaml';
import { INPUTS, ORDERED } from '../../src/inputs/inputs';
import { NEVER } from '../../src/inputs/parse-policy';
import { approval, goldenDiff } from '../../test-support/builders/approval-facts';
import { queueFacts } from '../../test-support/builders/queue-facts';
import { planFacts, runReport } from '../../test-support/builders/run-report';
import { failedValidation, richValidation } from '../../test-support/builders/validation-facts';

const ajv = new Ajv({ allErrors: true, allowUnionTypes: true });
const schemaIn = (file: string) => ajv.compile(JSON.parse(readFileSync(`docs/schemas/${file}.schema.json`, 'utf8')));
const isPolicy = schemaIn('policy');
const isReport = schemaIn('report');

/** Where a value does not fit. */
function faultsOf(validate: typeof isPolicy, value: unknown): string[] {
  return validate(value)
    ? []
    : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

const policyOf = (lines: string, part = 'settings') =>
  parse(`version: 1\n${part}:\n  ${lines.replaceAll('\n', '\n  ')}\n`);

describe('the schema of policies', () => {
  it.each(readdirSync('examples/policies'))('accepts examples/policies/%s', (file) => {
    expect(faultsOf(isPolicy, parse(readFileSync(`examples/policies/${file}`, 'utf8')))).toEqual([]);
  });

  const settable = ORDERED.filter(([name, { secret }]) => !secret && !NEVER.includes(name));

  it.each(settable)('accepts the default of %s, quoted or not', (name, { default: usual }) => {
    expect(faultsOf(isPolicy, policyOf(`${name}: ${JSON.stringify(usual)}`))).toEqual([]);
    if (usual !== '' && usual !== ',') expect(faultsOf(isPolicy, policyOf(`${name}: ${usual}`))).toEqual([]);
  });

  it.each([
    'threads: 4',
    'csv-header: on',
    'comment: True',
    'fail-on-validation: false',
    'fail-on-validation: [sanity, identity]',
    'prune-classes: corrupt, undated',
    'corpus: [a.txt, b.txt]',
    'normalize: true',
    'redis-ttl: 90',
    'runner-cache-max-size: 0',
    'cost-per-hour: 0.5',
    'cost-per-hour: cpu=0.5, cuda = 4',
    'shard: 2/8',
    'text-field: 0',
    'audit-sample: auto',
  ])('accepts %s, as the table does', (line) => {
    expect(faultsOf(isPolicy, policyOf(line))).toEqual([]);
    const [, name = '', value = ''] = /^([\w-]+): \[?(.*?)\]?$/.exec(line) ?? [];
    expect(() =>
      INPUTS[name as keyof typeof INPUTS].parse(value.replace(', ', line.includes('[') ? '\n' : ', ')),
    ).not.toThrow();
  });

  it.each([
    'threads: -1',
    'threads: 1025',
    'threads: many',
    'csv-header: maybe',
    'cache-mode: on',
    'cache-mode: readonly',
    'fail-on-validation: [sanity, identty]',
    'fail-on-validation: identty',
    'redis-ttl: soon',
    'runner-cache-max-size: 5',
    'ort-sha256: abc',
    'trust-scope: PR-12',
    'validation-k: 0',
    'redis-tll: 30d',
    'redis-url: redis://cache',
    'mode: plan',
  ])('rejects %s', (line) => {
    expect(faultsOf(isPolicy, policyOf(line))).not.toEqual([]);
    expect(faultsOf(isPolicy, policyOf(line, 'locked'))).not.toEqual([]);
  });

  it('knows the parts of a policy', () => {
    expect(faultsOf(isPolicy, policyOf('cache-mode: read-only', 'locked'))).toEqual([]);
    expect(faultsOf(isPolicy, { version: '1' })).toEqual([]);
    expect(faultsOf(isPolicy, { version: 1, settings: null })).toEqual([]);
    expect(faultsOf(isPolicy, { settings: {} })).toEqual([" must have required property 'version'"]);
    expect(faultsOf(isPolicy, { version: 2 })).not.toEqual([]);
    expect(faultsOf(isPolicy, { version: 1, setting: {} })).not.toEqual([]);
  });
});

describe('the schema of reports', () => {
  const asWritten = (report: unknown) => JSON.parse(JSON.stringify(report));

  it.each([
    ['run', runReport()],
    ['run with validation', runReport({ validation: richValidation() })],
    ['failed run', runReport({ validation: failedValidation([]) })],
    ['plan', runReport({ mode: 'plan', plan: planFacts() })],
    ['approval', runReport({ mode: 'golden', approved: approval({ diff: goldenDiff() } as never) })],
    ['worker', runReport({ mode: 'worker', queue: queueFacts() })],
  ])('accepts that of a %s', (_, report) => {
    expect(faultsOf(isReport, asWritten(report))).toEqual([]);
  });

  it.each([
    [{ schema: 'embed-once/run-report@1' }, '/schema must be equal to constant'],
    [{ seconds: '3' }, '/seconds must be number'],
    [{ texts: undefined }, " must have required property 'texts'"],
    [{ settings: { mode: { value: 1, source: 'flag' } } }, '/settings/mode/value must be string'],
    [
      { validation: { ...richValidation(), profile: 'other' } },
      '/validation/profile must be equal to one of the allowed values',
    ],
  ])('rejects one with %j', (change, fault) => {
    expect(faultsOf(isReport, asWritten({ ...runReport(), ...change }))).toEqual([fault]);
  });

  it('accepts fields of later versions', () => {
    expect(faultsOf(isReport, { ...asWritten(runReport()), later: 1 })).toEqual([]);
  });
});

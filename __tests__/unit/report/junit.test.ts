import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { validateXML } from 'xmllint-wasm';
import type { TextKey } from '../../../src/keys/text-key';
import { renderJunit } from '../../../src/report/junit';
import type { Validation } from '../../../src/validation/validation';
import { approval, goldenDiff } from '../../../test-support/builders/approval-facts';
import { corpusFacts, planFacts, runReport } from '../../../test-support/builders/run-report';
import {
  check,
  drifted,
  failedValidation,
  layer,
  richValidation,
  textVerdict,
  validation,
} from '../../../test-support/builders/validation-facts';

const schema = readFileSync(path.join(import.meta.dirname, '../../fixtures/junit.xsd'), 'utf8');

/** Faults that libxml finds in the documents. */
async function faultsOf(...documents: string[]): Promise<string[]> {
  const { errors } = await validateXML({
    xml: documents.map((contents, at) => ({ fileName: `${at}.xml`, contents })),
    schema: [schema],
  });
  return errors.map(({ message }) => message);
}

function junit(facts?: Validation): string {
  return renderJunit(runReport(facts && { validation: facts }));
}

/** The element of a case, whole. */
function caseOf(xml: string, name: string): string | undefined {
  return xml
    .split('\n    ')
    .join('')
    .split(/(?=<testcase)/)
    .find((one) => one.startsWith(`<testcase name="${name}`));
}

const attribute = (xml: string, element: string, name: string) =>
  Number(xml.match(new RegExp(`<${element}[^>]* ${name}="(\\d+)"`))?.[1]);

describe('renderJunit', () => {
  it('gives what dashboards take, whatever the run was', async () => {
    const skippedLayer = layer('required', { verdict: 'skipped', gates: false, why: 'no text names any', checks: [] });
    const recomputed = {
      share: 1,
      seed: 'x',
      tolerance: 0.1,
      gates: false,
      eligible: 9,
      sampled: 9,
      largestDeviation: 1,
      deviating: 0,
      named: [],
      milliseconds: 1,
    };
    expect(
      await faultsOf(
        junit(),
        junit(validation()),
        junit(richValidation()),
        junit(validation({ layers: [skippedLayer] })),
        renderJunit(runReport({ mode: 'plan', plan: planFacts({ refusal: 'max-misses: no.' }), recomputed })),
      ),
    ).toEqual([]);
    expect(await faultsOf(junit().replace('time=', 'tim='))).not.toEqual([]);
  });

  it('has a case for each check, and one for each text and layer that judges texts', () => {
    const xml = junit(validation());
    for (const name of ['sanity', 'identity', 'neighbourhood', 'required']) {
      expect(xml.match(new RegExp(`classname="embed-once.${name}.texts"`, 'g'))).toHaveLength(50);
      expect(xml.match(new RegExp(`classname="embed-once.${name}.checks"`, 'g'))).toHaveLength(1);
    }
    expect(xml).not.toContain('embed-once.distribution.texts');
    expect(attribute(xml, 'testsuites', 'tests')).toBe(1 + 5 + 200);
    expect(caseOf(xml, 'shipping-1: Question 2')).toContain('file="corpus.jsonl" line="2"');
  });

  it('says of a failure what was expected and what was got', () => {
    const xml = junit(failedValidation([drifted(), textVerdict(1)]));
    expect([
      attribute(xml, 'testsuites', 'failures'),
      attribute(xml, 'testsuite name="embed-once.run"', 'failures'),
    ]).toEqual([2, 0]);
    expect(caseOf(xml, 'similarity')).toContain(
      '<failure message="similarity is 0.9123, and must be at least 0.99" type="identity">Lowest cosine similarity of a present vector to the approved one.\nexpected: at least 0.99\ngot: 0.9123\ntexts: refunds</failure>',
    );
    const failure = xml.match(
      /<testcase name="refunds[^>]*identity[^>]*><failure message="([^"]*)" type="identity">([^<]*)</,
    );
    expect(failure?.[1]).toBe('similarity 0.9123 is below 0.99');
    expect(failure?.[2]).toContain(
      'text: How do I get my money back?\nsimilarity to the approved vector: 0.9123\nexpected neighbours:\n  1. kept 0.8000 shipping-1: ',
    );
    expect(failure?.[2]).toContain('  2. gone 0.7000 returns-1: ');
    expect(failure?.[2]).toContain('got:\n  1. new  0.7500 invoices-1: ');
  });

  it('fails only by what closes the gate: the rest is skipped, with the reason', () => {
    const open = layer('identity', {
      verdict: 'failed',
      gates: false,
      why: 'cross-model',
      checks: [check({ value: 0.9, passed: false })],
    });
    const xml = junit(failedValidation([drifted()], { layers: [open] }));
    expect(attribute(xml, 'testsuites', 'failures')).toBe(0);
    expect(xml).toContain(
      '<skipped message="similarity is 0.9, and must be at least 0.99; warning only: cross-model"/>',
    );
    const tolerated = junit(failedValidation([drifted()], { layers: [layer('identity')] }));
    expect(tolerated).toContain('<skipped message="similarity 0.9123 is below 0.99; the layer still passes"/>');
    const skipped = junit(
      validation({ layers: [layer('sanity', { verdict: 'skipped', gates: false, why: 'no vectors', checks: [] })] }),
    );
    expect(skipped).toContain(
      '<testcase name="sanity" classname="embed-once.sanity.layer" time="0.000"><skipped message="no vectors"/>',
    );
  });

  it('always has a case, and tells of limits, records that were left out and the audit', () => {
    expect(junit()).toContain(
      '<testcase name="every record has its vector in the output" classname="embed-once.run" time="0.000"/>',
    );
    const skipped = renderJunit(runReport({ corpus: corpusFacts({ skipped: 3 }) }));
    expect(skipped).toContain('<skipped message="3 records left out by on-bad-record: skip"/>');
    const refused = renderJunit(runReport({ plan: planFacts({ refusal: 'max-misses: no.' }) }));
    expect(refused).toContain('<failure message="max-misses: no." type="LimitExceeded">');
    const named = [{ key: 'k' as TextKey, source: 'a.txt', line: 3, tier: 'redis', deviation: 0.25 }];
    const recomputed = {
      share: 1,
      seed: 'x',
      tolerance: 0.1,
      gates: false,
      eligible: 9,
      sampled: 9,
      largestDeviation: 1,
      deviating: 1,
      named,
      milliseconds: 1,
    };
    expect(renderJunit(runReport({ recomputed }))).toContain('warning only"/>');
    expect(renderJunit(runReport({ recomputed: { ...recomputed, gates: true } }))).toContain(
      'type="AuditFailed">a.txt:3 from redis, by 0.25</failure>',
    );
  });

  it('gives texts of one name names of their own', () => {
    const xml = junit(validation({ texts: [textVerdict(0), textVerdict(0)] }));
    expect(xml).toMatch(/name="refunds-1: Question 1 [^"(]*" classname="embed-once.identity/);
    expect(xml).toMatch(/name="refunds-1: Question 1 [^"]* \(2\)" classname="embed-once.identity/);
  });

  it('is well-formed whatever texts hold', async () => {
    const nasty = fc.oneof(
      fc.string({ unit: 'binary', minLength: 1 }),
      fc.constantFrom(']]>', '</testcase>', '"\'&<', '\u0000\uFFFE\uD800', '\u202E', '\n\t'),
    );
    const documents = fc.sample(nasty, 60).map((text) => {
      const faults = [{ layer: 'identity', message: text }] as const;
      return junit(
        failedValidation([drifted({ name: `a${text}`, excerpt: text, position: { source: `a${text}` }, faults })]),
      );
    });
    expect(await faultsOf(...documents)).toEqual([]);
  });

  it('leaves out passed texts where there are more than dashboards take, and says so', () => {
    const texts = Array.from({ length: 30_000 }, (_, at) => (at === 29_999 ? drifted() : textVerdict(at)));
    const xml = junit(failedValidation(texts));
    expect(attribute(xml, 'testsuites', 'tests')).toBeLessThan(21_000);
    expect(xml).toContain('<testcase name="refunds: ');
    expect(xml).toContain('message="25,000 more texts would exceed the limits of dashboards; report.json has all"');
    expect(xml.length).toBeLessThan(10_000_000);
  });

  it('fails where an approval was refused', async () => {
    const vectors = { ...goldenDiff().vectors, changed: 2 };
    const refused = approval({ outcome: 'refused', replaces: true, diff: goldenDiff({ vectors }) });
    const xml = renderJunit(runReport({ mode: 'golden', approved: refused }));
    expect(await faultsOf(xml)).toEqual([]);
    expect(caseOf(xml, 'nothing that was approved is lost')).toContain('2 of 20 approved vectors would change');
    expect(caseOf(renderJunit(runReport({ approved: approval() })), 'nothing that was approved is lost')).not.toContain(
      '<failure',
    );
  });
});

import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { LAYERS } from '../../../../src/inputs/values/choices';
import type { RunReport } from '../../../../src/report/run-report';
import type { Validation } from '../../../../src/validation/validation';
import { pageText, planFacts, runReport, tierFacts } from '../../../../test-support/builders/run-report';
import {
  check,
  drifted,
  failedValidation,
  layer,
  neighbour,
  richValidation,
  textVerdict,
  validation,
} from '../../../../test-support/builders/validation-facts';

/** Tags without the values of their attributes, in order: what no text from outside may change. */
function skeleton(page: string): string[] {
  const markup = page.replace(/<(style|script)>[\s\S]*?<\/\1>/g, '<$1>').replace(/"[^"]*"/g, '""');
  return markup.match(/<[^>]*>?/g) ?? [];
}

/** Every word of the report that somebody else may have written is this text. */
function reportOf(text: string): RunReport {
  const near = [{ name: text, excerpt: text, similarity: 0.5 }];
  const one = drifted({
    name: text,
    excerpt: text,
    position: { source: text, line: 1 },
    approvedNeighbours: near,
    presentNeighbours: near,
    faults: [{ layer: 'identity', message: text }],
  });
  const failed = layer('identity', {
    verdict: 'failed',
    why: text,
    checks: [check({ name: text, description: text, unseen: text, passed: false, failing: [text] })],
  });
  const facts: Validation = {
    ...richValidation({ texts: 3, faulty: 0 }),
    passed: false,
    profileReason: text,
    goldenSet: {
      path: text,
      texts: 3,
      version: 1,
      approvedAt: text,
      approvedCommit: text,
      model: text,
      fingerprint: text,
    },
    engine: { name: 'redisearch', description: text, reason: text, indexed: 3, recall: 1 },
    layers: [failed],
    texts: [one, textVerdict(1), textVerdict(2)],
    notInCorpus: [text],
  };
  const base = runReport();
  return {
    ...base,
    model: {
      ...base.model,
      name: text,
      contract: { ...base.model.contract, textPrefix: text, files: { [text]: text } },
    },
    explanation: {
      cause: 'contract',
      changes: [{ part: text, change: 'changed', from: text, to: text }],
      sentence: text,
    },
    tiers: [tierFacts({ name: text, location: text, lastFailure: text })],
    texts: { ...base.texts, hitsByTier: { [`0${text}`]: 1000 } },
    settings: { corpus: { value: text, source: text } },
    plan: planFacts({ files: [{ file: text, records: 1, unique: 1, hitsByTier: {}, misses: 1, tokens: 1 }] }),
    trust: { scope: { name: text, source: 'event', why: text }, keyIds: [text, text] },
    output: { format: 'json', files: [{ path: text, bytes: 1 }], rows: 1 },
    warnings: [text],
    validation: facts,
  };
}

function island(page: string): { texts: unknown[][]; others: unknown[] } {
  return JSON.parse(page.match(/<script type="application\/json" id="data">([^<]*)<\/script>/)?.[1] as string);
}

describe('the page', () => {
  const NASTY = [
    '</script><script>alert(1)</script>',
    '<!--<script>',
    '"><img src=x onerror=alert(1)>',
    "' onfocus='alert(1)",
    '&lt;b&gt;&#60;',
    '{{x}}$' + '{1}`',
    '\u2028\u2029\u0000\uD800',
    '\u202E\u2066evil',
    'x'.repeat(100_000),
    '<'.repeat(50_000),
  ];

  it.each(NASTY)('keeps %.40j out of the markup, wherever it comes from', (text) => {
    const page = pageText(reportOf(text));
    expect(skeleton(page)).toEqual(skeleton(pageText(reportOf('plain'))));
    expect(island(page).texts).toHaveLength(3);
    expect(page).not.toMatch(/[\u202A-\u202E\u2066-\u2069]/);
    expect(page.length).toBeLessThan(700_000);
  });

  it('keeps any text out of the markup', () => {
    const plain = skeleton(pageText(reportOf('plain')));
    const unit = fc.constantFrom(
      '<',
      '>',
      '"',
      "'",
      '&',
      '/',
      '!',
      '-',
      '=',
      ' ',
      '\n',
      'a',
      'script',
      '\u0000',
      '\uDC00',
      ']',
      '`',
    );
    fc.assert(
      fc.property(fc.string({ unit, minLength: 1, maxLength: 30 }), (text) => {
        fc.pre(text.trim() !== '');
        expect(skeleton(pageText(reportOf(text)))).toEqual(plain);
      }),
      { numRuns: 60 },
    );
  });

  it('allows the parts that it holds, and nothing else', () => {
    const page = pageText(runReport());
    const policy = page.match(/Content-Security-Policy" content="([^"]*)"/)?.[1]?.replaceAll('&#39;', "'");
    const digest = (part: string | undefined) =>
      createHash('sha256')
        .update(part as string)
        .digest('base64');
    const style = page.match(/<style>([\s\S]*?)<\/style>/)?.[1];
    const script = page.match(/<script>([\s\S]*?)<\/script>/)?.[1];
    expect(policy).toBe(
      `default-src 'none'; style-src 'sha256-${digest(style)}'; script-src 'sha256-${digest(script)}'; img-src data:; base-uri 'none'; form-action 'none'`,
    );
    expect(page).not.toMatch(/ style="| on[a-z]+="|https?:\/\//);
  });

  it('has the verdict first, then everything else in the order in which it is asked', () => {
    const page = pageText(runReport({ validation: richValidation(), warnings: ['careful'] }));
    const titles = [...page.matchAll(/<h[12][^>]*>(?:<svg.*?<\/svg>)?([^<]*)/g)].map(([, title]) => title);
    expect(titles).toEqual([
      'Validation failed',
      'What to do',
      'Where vectors came from',
      'Validation',
      'Similarity to the approved vectors',
      'Map of the golden texts',
      'Worst texts',
      'All golden texts',
      'Warnings',
      'Corpus',
      'Embedding',
      'Output',
      'The run',
    ]);
  });

  it('tells of a run without validation where vectors came from, and why some were missing', () => {
    const explanation = { cause: 'gone', changes: [], sentence: 'the cache is empty' } as const;
    const page = pageText(runReport({ explanation }));
    expect(page).toContain('Origin of 1,200 vectors: redis 900, 75.0%; runner cache 100, 8.3%; embedded 200, 16.7%');
    expect(page).toContain('<strong>Misses:</strong> <bdi>the cache is empty</bdi>');
    expect(page).not.toMatch(/id="(layers|similarity|map|worst|texts|data|warnings)"/);
  });

  it('shows each check with value, bound, verdict and what could have gone unseen', () => {
    const page = pageText(runReport({ validation: validation() }));
    expect(page).toContain('Blind spot: <bdi>With 95% confidence, fewer than 5.8% of texts drifted.</bdi>');
    expect(page).toMatch(
      /<td class="number">0\.9991<\/td><td class="number"><abbr title="at least">≥<\/abbr> 0\.99<\/td>/,
    );
    for (const name of LAYERS) expect(page).toContain(`<span class="name">${name}</span>`);
  });

  it('shows of neighbours what was kept, what is gone and what is new, by words', () => {
    const page = pageText(runReport({ validation: failedValidation() }));
    const items = [...page.matchAll(/<li class="(kept|gone|new)">.*?class="word">([^<]*)<.*?<bdi>([^<]*)</g)].map(
      ([, ...parts]) => parts,
    );
    expect(items.slice(0, 4)).toEqual([
      ['kept', 'kept, there 2', 'shipping-1'],
      ['gone', 'gone', 'returns-1'],
      ['new', 'new', 'invoices-1'],
      ['kept', 'kept, there 1', 'shipping-1'],
    ]);
  });

  it('draws the threshold where it is among the similarities, and says so where it is far away', () => {
    const failed = pageText(runReport({ validation: richValidation() }));
    expect(failed).toMatch(/<line class="threshold" x1="\d+\.\d+%"/);
    expect(failed).toMatch(/<rect class="below"/);
    const passed = pageText(runReport({ validation: richValidation({ faulty: 0 }) }));
    expect(passed).not.toContain('<rect class="below"');
    const near = { min: 0.99999, mean: 1, quantiles: [], histogram: [{ from: 0.99999, to: 1, texts: 3 }] };
    const page = pageText(runReport({ validation: validation({ similarity: near }) }));
    const skipped = [layer('identity', { verdict: 'skipped', gates: false, why: 'two models' })];
    const other = pageText(runReport({ validation: validation({ similarity: near, layers: skipped }) }));
    expect(other).toContain('<p>Not judged: <bdi>two models</bdi>.</p>');
    expect(other).not.toContain('threshold 0.99');
    expect(other).toContain('not judged</span>');
    expect(page).toContain('threshold 0.99 is further left');
    expect(page).not.toContain('<line class="threshold"');
  });

  it('places texts on the map with one scale for both axes, within it, and leaves out what is no number', () => {
    const texts = [drifted(), textVerdict(1), textVerdict(2), textVerdict(3)];
    const at = (x: number, y: number) => ({ approved: [x, y], present: [x, y] }) as const;
    const points = [{ approved: [0, 0], present: [3, 1] } as const, at(0, 1), at(-3, 0), at(Number.NaN, 0)];
    const page = pageText(
      runReport({ validation: failedValidation(texts, { map: { explained: [0.5, 0.25], points } }) }),
    );
    const places = [...page.matchAll(/<use class="(\w+)" href="#(\w+)" x="([\d.]+)%" y="([\d.]+)%"/g)].map(
      ([, ...parts]) => parts,
    );
    expect(places).toEqual([
      ['at', 'present', '4.00', '60.22'],
      ['at', 'present', '50.00', '39.78'],
      ['from', 'approved', '50.00', '60.22'],
      ['at', 'faulty', '96.00', '39.78'],
    ]);
    const tall = [at(0, -3), at(0, 3), at(1, 0), at(0, 0)];
    const upright = pageText(
      runReport({ validation: failedValidation(texts, { map: { explained: [0.5, 0.25], points: tall } }) }),
    );
    expect([...upright.matchAll(/<use class="at"[^>]* y="([\d.]+)%"/g)].map(([, y]) => y)).toEqual([
      '50.00',
      '50.00',
      '4.00',
      '96.00',
    ]);
    expect(page).toContain('1 cannot be placed');
    expect(page).toContain('aria-label="refunds: How do I get my money back?; similarity 0.9123; fault in identity"');
  });

  it('stays below 5 MB with 10,000 texts and their neighbours, and says what it leaves out', () => {
    const wide = 'a neighbour of the corpus '.repeat(7);
    const facts = richValidation({ texts: 10_000, faulty: 300 });
    const corpus = facts.texts.map((text, at) => ({
      ...text,
      excerpt: '世界 '.repeat(60),
      presentNeighbours: text.presentNeighbours.map((one, place) => ({
        ...one,
        name: `record ${at * 10 + place}`,
        excerpt: wide,
      })),
    }));
    const page = pageText(runReport({ validation: { ...facts, texts: corpus } }));
    expect(Buffer.byteLength(page)).toBeLessThan(5_000_000);
    const { texts } = island(page);
    expect(texts).toHaveLength(10_000);
    expect(texts[0]?.[10]).toHaveLength(20);
    expect(texts.at(-1)?.[10]).toBeNull();
    const huge = { ...facts, texts: facts.texts.map((text) => ({ ...text, name: '<'.repeat(500) })) };
    const cut = pageText(runReport({ validation: huge }));
    expect(Buffer.byteLength(cut)).toBeLessThan(5_000_000);
    expect(cut).toMatch(/[\d,]+ more texts would make this page too large/);
  });

  it('refers to neighbours by their place, and keeps one copy of those that are no golden texts', () => {
    const stranger = { name: 'record 7', excerpt: 'of the corpus', similarity: 0.25 };
    const texts = [
      textVerdict(0, { approvedNeighbours: [neighbour(1, 0.5)], presentNeighbours: [stranger] }),
      textVerdict(1, { approvedNeighbours: [stranger], presentNeighbours: [neighbour(0, 0.5)] }),
    ];
    const { texts: rows, others } = island(pageText(runReport({ validation: validation({ texts }) })));
    expect(rows.map((row) => row.slice(9))).toEqual([
      [
        [1, 5000],
        [-1, 2500],
      ],
      [
        [-1, 2500],
        [0, 5000],
      ],
    ]);
    expect(others).toEqual([['record 7', 'of the corpus']]);
  });
});

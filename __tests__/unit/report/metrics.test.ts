import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { renderExposition } from '../../../src/report/exposition';
import { renderAuditMetrics, renderRunMetrics } from '../../../src/report/metrics';
import { renderEnqueueMetrics } from '../../../src/report/queue-metrics';
import { auditReport, dayOfUse, tierAudit } from '../../../test-support/builders/audit-report';
import { queueFacts } from '../../../test-support/builders/queue-facts';
import { resolveFacts, runReport, tierFacts } from '../../../test-support/builders/run-report';

const NAME = '[a-zA-Z_:][a-zA-Z0-9_:]*';
const VALUE = String.raw`(?:[^"\\\n]|\\["\\n])*`;
const PAIR = `[a-zA-Z_][a-zA-Z0-9_]*="${VALUE}"`;
const HELP = new RegExp(String.raw`^# HELP (${NAME}) ((?:[^\\\n]|\\[\\n])+)$`);
const TYPE = new RegExp(`^# TYPE (${NAME}) gauge$`);
const SAMPLE = new RegExp(
  String.raw`^(${NAME})(\{${PAIR}(?:,${PAIR})*\})? (-?\d+(?:\.\d+)?(?:e[+-]?\d+)?|NaN|[+-]Inf)$`,
);

/** The format as its page has it, strictly: HELP and TYPE before the samples of a family, once each. @returns values by series */
function parsed(text: string): Map<string, number> {
  expect(text.endsWith('\n')).toBe(true);
  const series = new Map<string, number>();
  const done = new Set<string>();
  let [helped, family] = ['', ''];
  for (const line of text.slice(0, -1).split('\n')) {
    if (line.startsWith('# HELP')) {
      helped = HELP.exec(line)?.[1] ?? `no HELP: ${line}`;
      expect(done).not.toContain(helped);
      done.add(helped);
    } else if (line.startsWith('#')) {
      family = TYPE.exec(line)?.[1] ?? `no TYPE: ${line}`;
      expect(family).toBe(helped);
    } else {
      const [, name, labels = '', value] = SAMPLE.exec(line) ?? [undefined, `no sample: ${line}`];
      expect(name).toBe(family);
      expect(series.has(name + labels)).toBe(false);
      series.set(name + labels, Number(value));
    }
  }
  return series;
}

const namesIn = (text: string): Set<string> => new Set([...text.matchAll(/embed_once_\w+/g)].map(([name]) => name));

const run = renderRunMetrics(
  runReport({
    texts: { ...resolveFacts({ computedTwice: 4 }), hitRate: 0.75 },
    tiers: [
      tierFacts({
        failedCalls: 2,
        traffic: { commands: 1, roundTrips: 1, bytesSent: 11, bytesReceived: 22 },
        changes: [
          { at: 1, of: 'lookups', state: 'open', reason: 'x' },
          { at: 2, of: 'lookups', state: 'half-open', reason: 'x' },
        ],
      }),
      tierFacts({ name: 'runner cache' }),
    ],
  }),
);
const audit = renderAuditMetrics(
  auditReport({
    tiers: [tierAudit(), tierAudit({ tier: 'runner cache', failure: 'gone' })],
    use: [dayOfUse(), dayOfUse({ day: '2024-12-27', hits: 50, unique: 100 }), dayOfUse({ day: '2024-12-26', hits: 7 })],
  }),
);

describe('metrics.prom', () => {
  it('of a run is in the format, and says what the report says', () => {
    const of = `fingerprint="${'ab'.repeat(32)}"`;
    expect(Object.fromEntries(parsed(run))).toMatchObject({
      [`embed_once_run_hit_ratio{${of}}`]: 0.75,
      [`embed_once_run_hit_texts{${of},tier="redis"}`]: 900,
      [`embed_once_run_embedded_tokens{${of}}`]: 5000,
      [`embed_once_run_computed_twice_texts{${of}}`]: 4,
      [`embed_once_run_embed_seconds{${of}}`]: 2,
      [`embed_once_tier_received_bytes{${of},tier="redis"}`]: 22,
      [`embed_once_tier_failed_calls{${of},tier="redis"}`]: 2,
      [`embed_once_tier_breaker_state{${of},tier="redis",direction="lookups",state="half-open"}`]: 1,
      [`embed_once_tier_breaker_state{${of},tier="redis",direction="lookups",state="closed"}`]: 0,
      [`embed_once_tier_breaker_state{${of},tier="redis",direction="writes",state="closed"}`]: 1,
      [`embed_once_tier_breaker_openings{${of},tier="redis",direction="lookups"}`]: 1,
    });
    expect(run).not.toContain('received_bytes{fingerprint="x",tier="runner cache"');
  });

  it('of an audit is in the format, and sums up seven days', () => {
    const of = `tier="redis",fingerprint="${'ab'.repeat(32)}"`;
    expect(Object.fromEntries(parsed(audit))).toMatchObject({
      [`embed_once_audit_entries{${of},scope="trusted",state="corrupt"}`]: 2,
      [`embed_once_audit_orphaned{${of},scope="trusted"}`]: 1,
      [`embed_once_audit_unused_ratio{${of},scope="trusted"}`]: 0.25,
      'embed_once_audit_complete{tier="redis"}': 1,
      'embed_once_audit_complete{tier="runner cache"}': 0,
      [`embed_once_week_hit_texts{${of}}`]: 950,
      [`embed_once_week_run_seconds{${of}}`]: 5,
    });
  });

  it('of a worker says what became of its messages, and of mode enqueue what was added', () => {
    const { address } = queueFacts();
    const of = `fingerprint="${'ab'.repeat(32)}",queue="${address}"`;
    const name = 'embed_once_queue';
    expect(
      Object.fromEntries(parsed(renderRunMetrics(runReport({ mode: 'worker', queue: queueFacts() })))),
    ).toMatchObject({
      [`${name}_messages{${of},outcome="done"}`]: 3,
      [`${name}_messages{${of},outcome="done-elsewhere"}`]: 1,
      [`${name}_messages{${of},outcome="retried"}`]: 1,
      [`${name}_messages{${of},outcome="given-back"}`]: 1,
      [`${name}_messages{${of},outcome="dead"}`]: 2,
      [`${name}_claimed_messages{${of}}`]: 1,
      [`${name}_written_files{${of}}`]: 3,
      [`${name}_waiting_messages{${of}}`]: 4,
    });
    expect(run).not.toContain(name);
    const added = parsed(renderEnqueueMetrics({ address, kind: 'shard', added: 5, known: 2, waiting: 6 }));
    expect(Object.fromEntries(added)).toEqual({
      [`${name}_added_messages{queue="${address}",kind="shard"}`]: 5,
      [`${name}_known_messages{queue="${address}",kind="shard"}`]: 2,
      [`${name}_waiting_messages{queue="${address}"}`]: 6,
    });
  });

  it('escapes what would end a label or a line', () => {
    const samples = [{ labels: { a: 'x"y\\z\nw', b: '' }, value: 1e-9 }];
    const text = renderExposition([
      { name: 'n', help: 'a\nb\\c', samples },
      { name: 'none', help: 'h', samples: [] },
    ]);
    expect(text).toBe('# HELP n a\\nb\\\\c\n# TYPE n gauge\nn{a="x\\"y\\\\z\\nw",b=""} 1e-9\n');
    parsed(text);
  });

  it('has all that the dashboard asks for', () => {
    const asked = namesIn(readFileSync('examples/grafana/dashboard.json', 'utf8'));
    const written = new Set([...namesIn(run), ...namesIn(audit)]);
    expect(asked.size).toBeGreaterThan(20);
    expect([...asked].filter((name) => !written.has(name))).toEqual([]);
  });
});

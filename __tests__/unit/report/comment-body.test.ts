import { describe, expect, it } from '@jest/globals';
import { type CommentOrigin, renderComment } from '../../../src/report/comment-body';
import type { RunReport } from '../../../src/report/run-report';
import { runDocument } from '../../../src/report/sections/run';
import { runReport } from '../../../test-support/builders/run-report';
import { drifted, failedValidation, richValidation } from '../../../test-support/builders/validation-facts';

const MARKER = '<!-- embed-once:0123456789abcdef -->';
function commentOf(report: RunReport, origin: CommentOrigin): string {
  return renderComment(runDocument(report), report.version, origin);
}

const PAGE = 'https://github.com/acme/docs/actions/runs/7';

describe('renderComment', () => {
  it('begins with its marker, and has verdict, picture, layers, the worst texts and where the rest is', () => {
    const report = runReport({ validation: richValidation({ faulty: 7 }) });
    const comment = commentOf(report, { marker: MARKER, runPage: PAGE, commit: 'ab'.repeat(20) });
    expect(comment.split('\n').slice(0, 4)).toEqual([
      MARKER,
      '### embed-once: 83.3% cache hits, 200 texts embedded',
      '',
      '**❌ Validation failed.** Identity: 7 of 60 golden texts (golden.jsonl, version 3) have faults.',
    ]);
    expect(comment).toContain('🟦🟦');
    expect(comment).toContain('| identity | ❌ failed |');
    expect(comment.match(/\| \d\.\d{4} \|/g)).toHaveLength(5);
    expect(comment).toContain('… and 2 more, in report.html.');
    expect(comment).toContain(
      `<sub>[Job summary](${PAGE}) and [artifacts](${PAGE}#artifacts) · commit abababababab · embed-once 1.2.3</sub>`,
    );
  });

  it('does without an address', () => {
    expect(commentOf(runReport(), { marker: MARKER })).toMatch(/\n<sub>embed-once 1\.2\.3<\/sub>\n$/);
  });

  it('calls nobody, and links to nothing that others wrote', () => {
    const text = '@octocat see #12 and https://example.com <b> `x` |';
    const hostile = drifted({ name: text, excerpt: text, faults: [{ layer: 'identity', message: text }] });
    const explanation = { cause: 'contract', changes: [], sentence: text } as const;
    const comment = commentOf(runReport({ validation: failedValidation([hostile]), explanation }), {
      marker: MARKER,
    });
    expect(comment.match(/octocat/g)?.length).toBeGreaterThanOrEqual(4);
    expect(comment).not.toMatch(/@octocat|#12|:\/\/example|(?<!\\)<b>|(?<!\\)`x/);
  });

  it('is never longer than GitHub takes', () => {
    const explanation = { cause: 'contract', changes: [], sentence: 'ä'.repeat(100_000) } as const;
    const comment = commentOf(runReport({ explanation }), { marker: MARKER, runPage: PAGE });
    expect(comment.length).toBeLessThan(65_536);
    expect(comment).toMatch(/… the job summary has the rest\.\n\n<sub>\[Job summary\]/);
  });
});

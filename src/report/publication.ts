import { type AuditReport, totalOf } from '../audit/audit-report';
import { AuditFailed, CacheError, type EmbedOnceError, LimitExceeded, ValidationFailed } from '../base/errors';
import { cited, count } from '../base/wording';
import type { Inputs } from '../inputs/inputs';
import type { EnqueueFacts } from '../queue/queue';
import { type Account, accountOf } from './account';
import { type Annotations, annotationsOf } from './annotations';
import { type CommentOrigin, renderComment } from './comment-body';
import { gates } from './gates';
import { renderHtml } from './html/page';
import { renderJunit } from './junit';
import { renderAuditMetrics, renderRunMetrics } from './metrics';
import { renderEnqueueMetrics } from './queue-metrics';
import { outputsOf, type RunReport } from './run-report';
import { auditDocument } from './sections/audit';
import type { ReportDocument } from './sections/model';
import { enqueueDocument } from './sections/queue';
import { runDocument } from './sections/run';
import { renderSummary } from './summary';

/** The result of a mode, ready to be published: every medium rendered, nothing written yet. */
export interface Publication {
  /** Renders the files for `report-dir`, by name, the report itself first. */
  files(): Readonly<Record<string, string>>;
  /** Returns the outputs of the step. @param reportPath the path of the first file; empty if no file was written */
  outputs(reportPath: string): Readonly<Record<string, string>>;
  /** Markdown for the job summary. */
  readonly summary: string;
  /** The account for terminals and logs. */
  readonly account: Account;
  readonly annotations: Annotations;
  /** Renders the comment on the pull request. Absent for modes that post no comment. */
  comment?(origin: CommentOrigin): string;
  /** Checks that failed without failing the run, a warning each. */
  readonly warnings: readonly string[];
  /** The error that ends the process once everything is published. Absent if the run succeeded. */
  readonly failure?: EmbedOnceError;
}

/** The facts about the surroundings that a publication depends on. */
export interface PublicationContext {
  readonly inputs: Pick<Inputs, 'failOnCorrupt' | 'goldenSet'>;
  /** The page of the run on its platform, if it has one. */
  readonly runPage?: string;
}

/** Returns the publication of every mode that ends with a run report. */
export function runPublication(report: RunReport, { inputs, runPage }: PublicationContext): Publication {
  const document = runDocument(report);
  const folder = report.settings['report-dir']?.value;
  const refusal = report.plan?.refusal;
  const found = gates(report, inputs);
  const messages = (fails: boolean): string[] =>
    found.filter((gate) => gate.fails === fails).map(({ message }) => message);
  const closed = messages(true);
  return {
    files: () => ({
      'report.json': json(report),
      'report.html': renderHtml(report, document),
      'junit.xml': renderJunit(report),
      'summary.md': renderSummary(document),
      'metrics.prom': renderRunMetrics(report),
    }),
    outputs: (reportPath) => outputsOf(report, reportPath),
    summary: renderSummary(document, runPage !== undefined && folder ? { folder, runPage } : undefined),
    account: accountOf(document),
    annotations: annotationsOf(report),
    comment: (origin) => renderComment(document, report.version, origin),
    // A refused run embedded nothing, so there is nothing to judge.
    warnings: refusal === undefined ? messages(false) : [],
    ...(refusal !== undefined
      ? { failure: new LimitExceeded(refusal) }
      : closed.length > 0 && { failure: new ValidationFailed(closed.join('\n')) }),
  };
}

/** Returns the publication of an audit. An incomplete audit fails, and so do corrupt entries with `fail-on-corrupt`. */
export function auditPublication(report: AuditReport, { inputs }: PublicationContext): Publication {
  const failure = auditFailure(report, inputs);
  const files = () => ({ 'audit.json': json(report), 'metrics.prom': renderAuditMetrics(report) });
  return { ...publicationOf(auditDocument(report), files), ...(failure && { failure }) };
}

function auditFailure({ tiers }: AuditReport, inputs: PublicationContext['inputs']): EmbedOnceError | undefined {
  const incomplete = tiers.filter(({ failure }) => failure !== undefined).map(({ tier }) => tier);
  if (incomplete.length > 0)
    return new CacheError(
      `the audit is not complete: ${cited(incomplete)} ${incomplete.length === 1 ? 'was' : 'were'} not read to the end`,
    );
  const corrupt = totalOf(tiers, 'corrupt');
  if (corrupt === 0 || !inputs.failOnCorrupt) return undefined;
  const entries = corrupt === 1 ? 'entry' : 'entries';
  return new AuditFailed(
    `${count(corrupt)} corrupt ${entries}. Runs overwrite the corrupt entries they meet; prune: on removes all of them.`,
  );
}

/** Returns the publication of mode enqueue. */
export function enqueuePublication(facts: EnqueueFacts): Publication {
  const files = () => ({ 'enqueue.json': json(facts), 'metrics.prom': renderEnqueueMetrics(facts) });
  return publicationOf(enqueueDocument(facts), files);
}

/** @param files the files besides summary.md, the report first */
function publicationOf(document: ReportDocument, files: Publication['files']): Publication {
  const summary = renderSummary(document);
  return {
    files: () => ({ ...files(), 'summary.md': summary }),
    outputs: (reportPath) => ({ 'report-path': reportPath }),
    summary,
    account: accountOf(document),
    annotations: { shown: [], rest: [] },
    warnings: [],
  };
}

function json(report: unknown): string {
  return `${JSON.stringify(report, null, 2)}\n`;
}

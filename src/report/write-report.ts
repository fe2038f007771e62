import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { AuditReport } from '../audit/audit-report';
import { messageOf, OutputError } from '../base/errors';
import { replaceFile } from '../base/replace-file';
import type { EnqueueFacts } from '../queue/queue';
import { renderAuditSummary } from './audit-account';
import { renderHtml } from './html/page';
import { renderJunit } from './junit';
import { renderAuditMetrics, renderRunMetrics } from './metrics';
import { renderEnqueueSummary } from './queue-lines';
import { renderEnqueueMetrics } from './queue-metrics';
import type { RunReport } from './run-report';
import { renderSummary } from './summary';

/** Writes `report.json`, and what is made from it. docs/reports.md says who reads which. @returns the path of report.json, empty where no folder is wanted */
export function writeReport(report: RunReport, folder: string): Promise<string> {
  return writeFiles(folder, {
    'report.json': `${JSON.stringify(report, null, 2)}\n`,
    'report.html': renderHtml(report),
    'junit.xml': renderJunit(report),
    'summary.md': renderSummary(report),
    'metrics.prom': renderRunMetrics(report),
  });
}

/** Writes `enqueue.json`, `summary.md` and `metrics.prom`. @returns the path of enqueue.json, empty where no folder is wanted */
export function writeEnqueued(facts: EnqueueFacts, folder: string): Promise<string> {
  return writeFiles(folder, {
    'enqueue.json': `${JSON.stringify(facts, null, 2)}\n`,
    'summary.md': renderEnqueueSummary(facts),
    'metrics.prom': renderEnqueueMetrics(facts),
  });
}

/** Writes `audit.json`, `summary.md` and `metrics.prom`. @returns the path of audit.json, empty where no folder is wanted */
export function writeAudit(report: AuditReport, folder: string): Promise<string> {
  return writeFiles(folder, {
    'audit.json': `${JSON.stringify(report, null, 2)}\n`,
    'summary.md': renderAuditSummary(report),
    'metrics.prom': renderAuditMetrics(report),
  });
}

/** @returns the path of the first */
async function writeFiles(folder: string, files: Readonly<Record<string, string>>): Promise<string> {
  if (folder === '') return '';
  try {
    await mkdir(folder, { recursive: true });
    // Whole at any moment: a collector may read metrics.prom while it is written.
    for (const [name, content] of Object.entries(files)) await replaceFile(path.join(folder, name), content);
  } catch (error) {
    throw new OutputError(`cannot write the report to ${folder}: ${messageOf(error)}`, { cause: error });
  }
  return path.join(folder, Object.keys(files)[0] as string);
}

import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { messageOf, OutputError } from '../errors';
import type { RunReport } from './run-report';
import { renderSummary } from './summary';

/** Writes `report.json` and `summary.md`. @returns the path of report.json, empty where no folder is wanted */
export async function writeReport(report: RunReport, folder: string): Promise<string> {
  if (folder === '') return '';
  const file = path.join(folder, 'report.json');
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(file, `${JSON.stringify(report, null, 2)}\n`);
    await writeFile(path.join(folder, 'summary.md'), renderSummary(report));
  } catch (error) {
    throw new OutputError(`cannot write the report to ${folder}: ${messageOf(error)}`, { cause: error });
  }
  return file;
}

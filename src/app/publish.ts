import type { Inputs } from '../inputs/inputs';
import { publishComment } from '../platform/comment/publish';
import type { Platform } from '../platform/platform';
import type { Publication } from '../report/publication';
import { writeFiles } from '../report/write-report';

/**
 * Writes the files of a result, and shows it on the platform.
 * @throws the failure of the result, after everything is shown; OutputError
 */
export async function publish(publication: Publication, inputs: Inputs, platform: Platform): Promise<void> {
  const { summary, account, annotations, comment, warnings, failure } = publication;
  const reportPath = await writeFiles(inputs.reportDir, publication);
  await platform.setOutputs(publication.outputs(reportPath));
  await platform.writeSummary(summary);
  platform.account(account);
  platform.annotate(annotations);
  if (comment) await publishComment(comment, inputs, platform);
  for (const warning of warnings) platform.warn(warning);
  if (failure) throw failure;
}

import { createHash } from 'node:crypto';
import path from 'node:path';
import type { Inputs } from '../inputs/inputs';
import { shownAddress } from '../inputs/values/address';
import { namesFolder } from '../inputs/values/output-format';
import type { QueueMessage } from './message';

/**
 * Returns the file for the vectors of a message: one per document, in the folder that `output` names if it ends with `/`.
 * Documents with the same name in different places get separate files.
 * @returns undefined if the message gets no file
 */
export function documentOutput(message: QueueMessage, { output, outputFormat }: Inputs): string | undefined {
  if (message.kind !== 'document' || outputFormat === 'none' || !namesFolder(output)) return undefined;
  const digest = createHash('sha256').update(message.source).digest('hex').slice(0, 12);
  const name = path.posix.basename(shownAddress(message.source)).replace(/[^\w.-]/g, '_');
  return path.join(output, `${name.slice(0, 100)}-${digest}.${outputFormat === 'auto' ? 'jsonl' : outputFormat}`);
}

import { createHash } from 'node:crypto';
import path from 'node:path';
import type { Inputs } from '../inputs/inputs';
import { shownAddress } from '../inputs/values/address';
import { namesFolder } from '../inputs/values/output-format';
import type { QueueMessage } from './message';

/**
 * The file for the vectors of a message: one for each document, in the folder that `output` names with a `/` at its end. Documents
 * of one name in different places get files of their own.
 * @returns undefined where none is wanted
 */
export function documentOutput(message: QueueMessage, { output, outputFormat }: Inputs): string | undefined {
  if (message.kind !== 'document' || outputFormat === 'none' || !namesFolder(output)) return undefined;
  const digest = createHash('sha256').update(message.source).digest('hex').slice(0, 12);
  const name = path.posix.basename(shownAddress(message.source)).replace(/[^\w.-]/g, '_');
  return path.join(output, `${name.slice(0, 100)}-${digest}.${outputFormat === 'auto' ? 'jsonl' : outputFormat}`);
}

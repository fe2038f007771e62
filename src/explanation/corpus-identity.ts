import { createHash } from 'node:crypto';
import type { Inputs } from '../inputs/inputs';
import { canonicalJson } from '../keys/embedding-contract';

/**
 * Identifies a corpus by properties that stay when its texts are edited: the project, the lines of the input `corpus`, and the text
 * field. Runs on one corpus get the same name wherever they run, if `project` is the same.
 * @param project the repository if the platform knows it, else the working directory
 * @returns 32 hexadecimal digits
 */
export function corpusIdentity({ corpus, textField }: Pick<Inputs, 'corpus' | 'textField'>, project: string): string {
  return createHash('sha256').update(canonicalJson({ corpus, project, textField })).digest('hex').slice(0, 32);
}

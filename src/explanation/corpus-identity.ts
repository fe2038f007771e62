import { createHash } from 'node:crypto';
import type { Inputs } from '../inputs/inputs';
import { canonicalJson } from '../keys/embedding-contract';

/**
 * Names a corpus by what stays when its texts are edited: the project, the lines of the input `corpus`, and the field the text
 * is in. Runs on one corpus have the same name wherever they run, as far as `project` is the same there.
 * @param project the repository where the platform knows it, else the working directory
 * @returns 32 hexadecimal digits
 */
export function corpusIdentity({ corpus, textField }: Pick<Inputs, 'corpus' | 'textField'>, project: string): string {
  return createHash('sha256').update(canonicalJson({ corpus, project, textField })).digest('hex').slice(0, 32);
}

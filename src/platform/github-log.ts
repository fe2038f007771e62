import path from 'node:path';
import type { Position } from '../base/errors';

/**
 * Lines of a log in which the runner finds no command, whoever wrote them. It takes `::name::` for one where only white space stands
 * before it, and `##[name]` anywhere in a line. A space makes both into text.
 *
 * https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs
 */
export function withoutCommands(text: string): string {
  return text.replace(/^([\s\u0085]*):(?=:)/gm, '$1: ').replaceAll('##[', '## [');
}

/**
 * Where GitHub shows an annotation: a file of the repository, by its path from the workspace.
 * @returns undefined for what lies elsewhere, such as stdin, which can only be told in the log
 */
export function placeInRepository(
  { source, line }: Position,
  { workspace, folder }: { readonly workspace: string | undefined; readonly folder: string },
): { readonly file: string; readonly line?: number } | undefined {
  if (source === 'stdin') return undefined;
  const file = path.relative(workspace || folder, path.resolve(folder, source));
  if (file === '' || file.startsWith(`..${path.sep}`) || path.isAbsolute(file)) return undefined;
  return { file: file.split(path.sep).join('/'), ...(line !== undefined && { line }) };
}

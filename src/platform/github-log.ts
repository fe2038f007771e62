import path from 'node:path';
import type { Position } from '../base/errors';

/**
 * Escapes a log text so the runner finds no command in it. The runner reads `::name::` as a command after white space at the start
 * of a line, and `##[name]` anywhere in a line. A space turns both into text.
 *
 * https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs
 */
export function withoutCommands(text: string): string {
  return text.replace(/^([\s\u0085]*):(?=:)/gm, '$1: ').replaceAll('##[', '## [');
}

/**
 * Returns the place where GitHub shows an annotation: a file of the repository, by its path from the workspace.
 * @returns undefined for a source outside the workspace, such as stdin; only the log can report it
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

import { messageOf } from '../base/errors';

/** What V8 says is wrong, without the part of the text that it quotes: a corpus may be private. */
export function jsonFault(error: unknown): string {
  const [reason = ''] = messageOf(error).split(/,? (?:\.\.\.)?"/);
  return ` (${reason === '' || reason.includes('"') ? 'not a JSON value' : reason})`;
}

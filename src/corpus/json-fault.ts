import { messageOf } from '../base/errors';

/** Returns the reason that V8 gives, without the text that it quotes: a corpus may be private. */
export function jsonFault(error: unknown): string {
  const [reason = ''] = messageOf(error).split(/,? (?:\.\.\.)?"/);
  return ` (${reason === '' || reason.includes('"') ? 'not a JSON value' : reason})`;
}

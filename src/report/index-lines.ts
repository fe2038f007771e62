import { cited, count, counted } from '../base/wording';
import type { SinkFacts } from '../sink/sink-facts';

/** What became of an index downstream, for the account, the summary and the page alike. */
export function indexLine(facts: SinkFacts): string {
  const { index, generation, address, added, changed, removed, unchanged, documents, refusal } = facts;
  const parts = [
    `${count(added)} added, ${count(changed)} changed, ${count(removed)} removed, ${count(unchanged)} unchanged`,
  ];
  if (facts.removesNone !== undefined) {
    parts.push(
      `nothing is removed, as ${counted(facts.removesNone, 'record')} ${facts.removesNone === 1 ? 'was' : 'were'} skipped`,
    );
  }
  if (refusal !== undefined) parts.push(`NOT PUBLISHED: ${refusal}`);
  else if (!facts.published) parts.push(`not seen by readers until a whole run switches ${index} to it`);
  else
    parts.push(`${index} ${facts.switched ? 'was switched to it and ' : ''}has ${counted(documents ?? 0, 'document')}`);
  if (facts.dropped.length > 0) parts.push(`${cited(facts.dropped)} dropped`);
  return `${parts.join('; ')}  (${generation} at ${address})`;
}

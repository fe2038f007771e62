import { describe, expect, it } from '@jest/globals';
import { helpTopic, renderHelp } from '../../../src/inputs/help';
import { GROUPS, INPUTS, isRead, ORDERED } from '../../../src/inputs/inputs';
import { MODE_NAMES, MODES } from '../../../src/inputs/modes';

const linesOf = (topic: string) => renderHelp(topic).split('\n');
/** Names of the inputs in a help, in order. */
const namesIn = (topic: string) => [...renderHelp(topic).matchAll(/^ {2}--([\w-]+) </gm)].map(([, name]) => name);

describe('renderHelp', () => {
  it('fits on one screen', () => {
    expect(linesOf('').length).toBeLessThanOrEqual(40);
  });

  it.each(['', 'all', ...MODE_NAMES])('of "%s" is no wider than 100 columns, but for values', (topic) => {
    const wide = linesOf(topic).filter((line) => line.length > 100 && !/^ {2}--/.test(line));
    expect(wide).toEqual([]);
    if (topic === '') expect(linesOf('').filter((line) => line.length > 100)).toEqual([]);
  });

  it('shows the modes, the essential inputs, and three examples', () => {
    const help = renderHelp('');
    for (const [mode, sentence] of Object.entries(MODES))
      expect(help).toMatch(new RegExp(`^  ${mode} +${sentence}$`, 'm'));
    const shown = [...help.matchAll(/^ {2}--([\w-]+) {2}/gm)].map(([, name]) => name);
    const essential = ORDERED.filter(([, input]) => input.essential === true).map(([name]) => name);
    expect(['mode', ...shown.filter((name) => name !== 'version')]).toEqual(essential);
    expect(essential).toHaveLength(10);
    expect(help.match(/^ {2}node dist\/index\.js (?!\[)/gm)).toHaveLength(3);
    expect(help).toContain('0 done, 1 failed, 2 unusable input, 3 gate closed');
  });

  it.each(Object.entries(INPUTS))('of "all" describes --%s, with its values and its default', (name, input) => {
    const help = renderHelp('all');
    const unwrapped = help.replace(/\s+/g, ' ');
    const long = input.allowed.length > 60;
    const allowed = long ? '…' : input.allowed;
    expect(help).toContain(`  --${name} <${allowed}>${input.default && `  (default: ${input.default})`}\n`);
    if (long) expect(unwrapped).toContain(`Allowed: ${input.allowed}.`);
    expect(unwrapped).toContain(input.description.replace(/\s+/g, ' '));
  });

  it('of "all" names each input once, under the headings', () => {
    expect(namesIn('all')).toEqual(ORDERED.map(([name]) => name));
    const headings = GROUPS.map(([heading]) => heading);
    expect(linesOf('all').filter((line) => headings.includes(line))).toEqual(headings);
  });

  it.each(MODE_NAMES)('of mode %s names the inputs that it reads, its essentials first', (mode) => {
    const read = ORDERED.filter(([name, input]) => name !== 'mode' && isRead(input, mode));
    expect([...namesIn(mode)].sort()).toEqual(read.map(([name]) => name).sort());
    const isEssential = (name: string | undefined) => {
      const { essential } = (ORDERED.find(([own]) => own === name) as (typeof ORDERED)[number])[1];
      return essential === true || (essential?.includes(mode) ?? false);
    };
    const essential = namesIn(mode).map(isEssential);
    expect(essential).toEqual([...essential].sort().reverse());
    expect(essential[0]).toBe(true);
  });

  it.each([
    ['wrker', '--help wrker: there is no such topic; did you mean worker?'],
    ['nonsense', '--help nonsense: there is no such topic. Topics: run, plan, '],
    ['redis://u:geheim@host', '--help a word: there is no such topic'],
  ])('refuses "%s"', (topic, fault) => {
    expect(() => renderHelp(topic)).toThrow(fault);
  });
});

describe('helpTopic', () => {
  it.each([
    [['--help'], ''],
    [['-h'], ''],
    [['--help', 'all'], 'all'],
    [['--help', 'plan'], 'plan'],
    [['plan', '--help'], 'plan'],
    [['plan', '--corpus', 'a.txt', '--help'], 'plan'],
    [['--corpus', 'a.txt', '--help'], ''],
    [['--help', '--corpus', 'a.txt'], ''],
    [['plan'], undefined],
    [[], undefined],
  ])('of %j is %j', (words, topic) => {
    expect(helpTopic(words)).toBe(topic);
  });
});

describe('the table', () => {
  it('names modes only if not all read an input', () => {
    for (const [name, { modes }] of ORDERED) expect([name, modes?.length]).not.toEqual([name, MODE_NAMES.length]);
  });

  it('has inputs essential only for modes that read them', () => {
    for (const [name, { modes = MODE_NAMES, essential }] of ORDERED)
      if (Array.isArray(essential)) expect([name, modes]).toEqual([name, expect.arrayContaining(essential)]);
  });
});

import { describe, expect, it } from '@jest/globals';
import { placeInRepository, withoutCommands } from '../../../src/platform/github-log';

/** How the runner reads a line: whether it is a command. */
function isCommand(line: string): boolean {
  return /^[\s\u0085]*::[^:]*::/.test(line) || line.includes('##[');
}

describe('withoutCommands', () => {
  it.each([
    '::error::x',
    '  ::add-mask::word',
    '\u0085::stop-commands::x',
    'first\n\t::set-output name=a::b',
    'first\r::error::x',
    'in the middle ##[add-mask]word',
    '##[[group]x',
    '::::',
  ])('leaves no command in %j', (text) => {
    expect(text.split(/[\r\n]/).some(isCommand)).toBe(true);
    expect(
      withoutCommands(text)
        .split(/[\r\n]/)
        .filter(isCommand),
    ).toEqual([]);
  });

  it('leaves everything else as it is', () => {
    const text = '  redis  900 of 1,200 found\n  a.txt::b, Foo::bar, ## heading [x]\n: one';
    expect(withoutCommands(text)).toBe(text);
  });
});

describe('placeInRepository', () => {
  const place = (source: string, workspace?: string, folder = '/home/runner/docs') =>
    placeInRepository({ source, line: 3 }, { workspace, folder })?.file;

  it('is a path from the workspace', () => {
    expect(
      placeInRepository({ source: 'a.txt', line: 3 }, { workspace: '/home/runner/docs', folder: '/home/runner/docs' }),
    ).toEqual({
      file: 'a.txt',
      line: 3,
    });
    expect(place('./data/../a.txt', '/home/runner/docs')).toBe('a.txt');
    expect(place('a.txt', '/home/runner/docs', '/home/runner/docs/sub')).toBe('sub/a.txt');
    expect(place('/home/runner/docs/data/a.txt', '/home/runner/docs')).toBe('data/a.txt');
    expect(place('..a.txt', '/home/runner/docs')).toBe('..a.txt');
    expect(place('a.txt')).toBe('a.txt');
  });

  it('is none outside', () => {
    expect(place('/tmp/a.txt', '/home/runner/docs')).toBeUndefined();
    expect(place('../other/a.txt', '/home/runner/docs')).toBeUndefined();
    expect(place('stdin', '/home/runner/docs')).toBeUndefined();
  });
});

import { describe, expect, test } from 'vitest';
import { grep } from './grep.ts';
import { readLine } from './line.ts';

const config = `config firewall address
    edit "one"
        set subnet 10.0.0.0 255.0.0.0
    next
    edit "two"
        set fqdn "One.example.com"
    next
end
config firewall access-proxy
    edit "web"
        config api-gateway
            edit 1
                set url-map "/one"
            next
        end
    next
    edit "other"
    next
end
config system global
    set hostname "two"
    set admintimeout 60
end`.split('\n');

function filtered(typed: string, lines: readonly string[] = config): readonly string[] {
  const [words = []] = readLine(`show | ${typed}`).pipes;
  return grep(words, lines).lines;
}

describe('grep', () => {
  test.each<[string, readonly string[]]>([
    ['grep one', ['    edit "one"', '                set url-map "/one"']],
    ['grep -i ONE.ex', ['        set fqdn "One.example.com"']],
    ['grep -c one', ['2']],
    ['grep -ci one', ['3']],
    ['grep -n hostname', ['21:    set hostname "two"']],
    ['grep -v "^ "', config.filter((line) => !line.startsWith(' '))],
    ['grep -cv "^ "', ['6']],
    ['grep ^end$', ['end', 'end', 'end']],
    [
      'grep "set [fs][qu]"',
      ['        set subnet 10.0.0.0 255.0.0.0', '        set fqdn "One.example.com"'],
    ],
    ['grep -A 1 "edit .two"', ['    edit "two"', '        set fqdn "One.example.com"']],
    ['grep -n -B 1 fqdn', ['5-    edit "two"', '6:        set fqdn "One.example.com"']],
    ['grep -C 0 "edit"', config.filter((line) => line.includes('edit'))],
    [
      'grep -A 1 config',
      [
        'config firewall address',
        '    edit "one"',
        '--',
        'config firewall access-proxy',
        '    edit "web"',
        '        config api-gateway',
        '            edit 1',
        '--',
        'config system global',
        '    set hostname "two"',
      ],
    ],
    ['grep "a\\\\|one"', config.filter((line) => /a|one/.test(line))],
    ['grep "a|one"', []],
    ['grep "[one"', []],
  ])('%s', (typed, expected) => expect(filtered(typed)).toEqual(expected));

  test('a pattern that is no expression is looked for as it stands', () => {
    expect(filtered('grep "a["', ['a[', 'b'])).toEqual(['a[']);
    expect(filtered('grep -i "A["', ['a[', 'b'])).toEqual(['a[']);
  });

  test('-f shows the entries around a match, sub-tables whole, and points at the match', () => {
    expect(filtered('grep -f one')).toEqual([
      'config firewall address',
      '    edit "one" <---',
      '        set subnet 10.0.0.0 255.0.0.0',
      '    next',
      'end',
      'config firewall access-proxy',
      '    edit "web"',
      '        config api-gateway',
      '            edit 1',
      '                set url-map "/one" <---',
      '            next',
      '        end',
      '    next',
      'end',
    ]);
  });

  test('-f shows a section without entries whole', () => {
    expect(filtered('grep -f hostname')).toEqual([
      'config system global',
      '    set hostname "two" <---',
      '    set admintimeout 60',
      'end',
    ]);
    expect(filtered('grep -f nothing')).toEqual([]);
    expect(filtered('grep -f here', ['not a section, here'])).toEqual(['not a section, here <---']);
  });

  test.each([
    ['grep', ['incomplete command in the end', 'Command fail. Return code -160']],
    ['', ['incomplete command in the end', 'Command fail. Return code -160']],
    ['less', ["command parse error before 'less'", 'Command fail. Return code -61']],
    ['grep -x one', ["command parse error before '-x'", 'Command fail. Return code -61']],
    ['grep -A x one', ["command parse error before 'x'", 'Command fail. Return code -61']],
    ['grep one two', ["command parse error before 'two'", 'Command fail. Return code -61']],
  ])('%s is refused', (typed, expected) => expect(filtered(typed)).toEqual(expected));
});

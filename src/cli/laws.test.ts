import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { emptyConfig } from '#model/fortios/rows.parse.ts';
import { CommandLine } from '#test/fixtures/command-line.ts';
import { readLine, typed } from './line.ts';

/** Numbers that choose among what is offered, however much that is. */
const choices = fc.array(fc.nat(), { minLength: 20, maxLength: 150, size: 'max' });

/**
 * A line made of what is offered, word by word, until it may end; null where it leads nowhere, or where
 * the numbers are used up.
 */
function offeredLine(line: CommandLine, numbers: Iterator<number>): string | null {
  let text = '';
  for (let words = 0; words < 12; words++) {
    const { offers, open, mayEnd } = line.offers(text);
    const next = numbers.next();
    if (next.done) return null;
    if (mayEnd && (next.value % 4 !== 0 || offers.length === 0)) return text.trimEnd();
    const chosen = offers[Math.floor(next.value / 4) % Math.max(1, offers.length)];
    if (chosen) text += `${chosen.text} `;
    else if (open) text += open.text === '<integer>' ? `${(next.value % 50) + 1} ` : 'other ';
    else return null;
  }
  return null;
}

interface Said {
  readonly text: string;
  readonly output: string;
}

/** Types offered lines, in tables of the firewall most of all; `n` where it is asked. */
function wander(line: CommandLine, numbers: readonly number[]): readonly Said[] {
  const rest = numbers.values();
  const said: Said[] = [];
  const type = (text: string): void => {
    said.push({ text, output: line.type(text).join('\n') });
  };
  for (;;) {
    const next = rest.next();
    if (next.done) return said;
    if (line.session.levels.length === 0 && next.value % 4 > 0) {
      const tables = line.words('config firewall ');
      type(`config firewall ${tables[next.value % tables.length]}`);
    } else if (line.session.purging !== null) type('n');
    else {
      const text = offeredLine(line, rest);
      if (text === null) return said;
      type(text);
    }
  }
}

/** Each word at its shortest, where the place takes no value besides its words. */
function shortened(line: CommandLine, text: string): string {
  const short: string[] = [];
  for (const { text: word } of readLine(text).words) {
    const { offers, open } = line.offers([...short, ''].join(' '));
    const lengths = Array.from({ length: word.length }, (_, i) => i + 1);
    const isAlone = (length: number): boolean =>
      offers.filter((one) => one.text.startsWith(word.slice(0, length))).length === 1;
    const length = open === null ? lengths.find(isAlone) : undefined;
    short.push(length === undefined ? typed(word) : word.slice(0, length));
  }
  return short.join(' ');
}

test('what is offered is taken by the parser at that place', () => {
  let lines = 0;
  fc.assert(
    fc.property(choices, (numbers) => {
      for (const { text, output } of wander(CommandLine.onDemo(), numbers)) {
        lines++;
        // A firewall's parts are tables, or words on the way to one.
        if (/^config firewall (service|schedule)$/.test(text)) continue;
        const isTaken = !/command parse error|incomplete command/.test(output);
        expect({ text, output, isTaken }).toEqual({ text, output, isTaken: true });
      }
    }),
    { numRuns: 60 },
  );
  expect(lines).toBeGreaterThan(500);
});

test('any beginning that is no other word’s does the same as the word', () => {
  let shorter = 0;
  fc.assert(
    fc.property(choices, (numbers) => {
      const full = CommandLine.onDemo();
      const short = CommandLine.onDemo();
      for (const { text, output } of wander(full, numbers)) {
        const brief = text === 'n' ? text : shortened(short, text);
        if (brief.length < text.length) shorter++;
        expect({ brief, output: short.type(brief).join('\n') }).toEqual({ brief, output });
      }
      expect(short.fortigate.config).toEqual(full.fortigate.config);
    }),
    { numRuns: 40 },
  );
  expect(shorter).toBeGreaterThan(300);
});

test('no line throws, wherever it is typed', () => {
  const word = fc.oneof(
    fc.constantFrom(
      ...'config edit set unset append unselect next end abort show get delete rename clone move to before after purge full-configuration firewall policy access-proxy api-gateway execute diagnose grep | -f -A " \' \\ # ? 0 17 99999999999'.split(
        ' ',
      ),
    ),
    fc.string({ maxLength: 6 }),
    fc.string({ maxLength: 6, unit: 'binary' }),
  );
  const line = fc.array(word, { maxLength: 8 }).map((words) => words.join(' '));
  fc.assert(
    fc.property(choices, fc.array(line, { maxLength: 12 }), (numbers, lines) => {
      const device = CommandLine.onDemo();
      wander(device, numbers.slice(0, 40));
      for (const text of lines) {
        device.offers(text);
        device.type(text);
        expect(device.prompt).toMatch(/[#>)] $/);
      }
    }),
    { numRuns: 60 },
  );
});

/** Where tables stood in the text that the device was read from is no part of what it does. */
function rowsIn(device: CommandLine) {
  return { ...device.fortigate.config, layout: [] };
}

/** What `show` prints, typed into the same device without a configuration. */
function typedBack(device: CommandLine): { readonly again: CommandLine; readonly said: Said[] } {
  const again = device.withConfig(emptyConfig());
  const shown = new CommandLine(device.state, device.name).type('show');
  const said = shown.map((text) => ({ text, output: again.type(text).join('\n') }));
  return { again, said: said.filter(({ output }) => !/^(new entry .* added)?$/.test(output)) };
}

test.each(CommandLine.everywhere().map((one) => [one.name, one] as const))(
  'what show prints, typed into an empty device, makes it the same: %s',
  (_name, device) => {
    const { again, said } = typedBack(device);
    expect(said).toEqual([]);
    expect(rowsIn(again)).toEqual(rowsIn(device));
  },
);

test('the same after any changes, unless a line is refused', () => {
  let same = 0;
  fc.assert(
    fc.property(choices, (numbers) => {
      const [device = CommandLine.onDemo()] = CommandLine.everywhere();
      wander(device, numbers);
      const { again, said } = typedBack(device);
      // Groups that name each other, or a later one, cannot be typed in this order on a device either.
      if (said.length > 0) return;
      expect(rowsIn(again)).toEqual(rowsIn(device));
      if (device.changes.length > 0) same++;
    }),
    { numRuns: 40 },
  );
  expect(same).toBeGreaterThan(10);
});

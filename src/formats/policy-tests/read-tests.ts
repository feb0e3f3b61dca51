/** Policy tests out of YAML: all of them, or where the text is at fault and what to do. */
import {
  type ErrorCode,
  type Document,
  LineCounter,
  isMap,
  isNode,
  parseDocument,
  visit,
} from 'yaml';
import type { PolicyTest, TestProblem } from '#model/lab/policy-test.ts';
import type { TextPosition } from '../json.ts';
import { problemPath } from './problem-path.ts';
import { type TestFault, testsOf } from './test-value.ts';

export interface TextFault extends TextPosition {
  readonly message: string;
}

export type ReadTests =
  | {
      readonly ok: true;
      readonly tests: readonly PolicyTest[];
      /** Where the text has what is wrong with a test, by the test's place in the list. */
      readonly placeOf: (place: number, problem: TestProblem) => TextPosition;
    }
  | { readonly ok: false; readonly faults: readonly [TextFault, ...TextFault[]] };

/** What breaks the YAML itself, in words with what to do. */
const yamlWords: Record<ErrorCode, string> = {
  ALIAS_PROPS: 'An alias such as *name has no anchor or tag of its own. Remove it.',
  BAD_ALIAS: 'This alias names no anchor above it. Write the value itself.',
  BAD_COLLECTION_TYPE: 'A tag here names another kind of value. Remove the tag.',
  BAD_DIRECTIVE: 'This line with % is no YAML directive. Remove it.',
  BAD_DQ_ESCAPE: 'This backslash escapes nothing in double quotes. Write it as \\\\.',
  BAD_INDENT:
    'This is not indented as what is around it, or a bracket before it is not closed. Indent it by spaces, or close the bracket.',
  BAD_PROP_ORDER: 'An anchor or a tag stands before its value. Move it there, or remove it.',
  BAD_SCALAR_START: 'A text cannot begin with this character. Put the text in quotes.',
  BLOCK_AS_IMPLICIT_KEY:
    'A list or a block cannot be the name of a field. Begin a new line for it.',
  BLOCK_IN_FLOW: 'Inside [ ] or { } there is no indented block. Write it in one line.',
  DUPLICATE_KEY: 'This field stands twice. Keep one of the two.',
  IMPOSSIBLE: 'This cannot be read as YAML. Look at the line before it.',
  KEY_OVER_1024_CHARS: 'The name of a field is too long. Shorten it.',
  MISSING_CHAR:
    'A character is missing before this: a colon, a comma, a space, a quote or a bracket. Add it.',
  MULTILINE_IMPLICIT_KEY:
    'A field’s name and its colon stand on one line. Add the colon, or join the lines.',
  MULTIPLE_ANCHORS: 'A value has at most one anchor. Remove the others.',
  MULTIPLE_DOCS:
    'A file has one document. Remove --- and what follows, or keep it in a file of its own.',
  MULTIPLE_TAGS: 'A value has at most one tag. Remove the others.',
  NON_STRING_KEY: 'The name of a field is a text. Write one.',
  RESOURCE_EXHAUSTION: 'The text is nested too deep. Write it flatter.',
  TAB_AS_INDENT: 'A tab indents this line. Use spaces.',
  TAG_RESOLVE_FAILED: 'This tag with ! is not known. Remove it.',
  UNEXPECTED_TOKEN: 'This is not expected here. Put the text in quotes, or remove it.',
};

/** Where the path leads, or its last part that is there. */
function offsetOf(document: Document.Parsed, { path, isName }: TestFault): number {
  let offset = document.contents?.range[0] ?? 0;
  for (let length = 1; length <= path.length; length++) {
    const within = document.getIn(path.slice(0, length - 1), true);
    const key = path[length - 1];
    const last = length === path.length;
    if (last && isName && isMap(within)) {
      const pair = within.items.find(({ key: one }) => String(one) === key);
      if (isNode(pair?.key) && pair.key.range) return pair.key.range[0];
    }
    const node = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) offset = node.range[0];
    else return offset;
  }
  return offset;
}

/** How often aliases may repeat a value: a short text must not become an endless one. */
const mostAliases = 100;

/** Reads every test of the text, or none. Plain values are texts, whatever they look like: a host may be called 007 or no. */
export function readTests(text: string): ReadTests {
  const lines = new LineCounter();
  const document = parseDocument(text.replace(/^\uFEFF/, ''), {
    schema: 'failsafe',
    lineCounter: lines,
    prettyErrors: false,
  });
  const positionOf = (offset: number): TextPosition => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const placed = (offset: number, message: string): TextFault => ({
    ...positionOf(offset),
    message,
  });
  const found = [...document.errors, ...document.warnings].map(({ code, pos: [offset] }) =>
    placed(offset, yamlWords[code]),
  );
  visit(document, {
    Alias: (_, alias) => {
      if (alias.resolve(document) === undefined)
        found.push(placed(alias.range?.[0] ?? 0, yamlWords.BAD_ALIAS));
    },
  });
  const [broken, ...others] = found;
  if (broken) return { ok: false, faults: [broken, ...others] };
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: mostAliases });
  } catch {
    return {
      ok: false,
      faults: [placed(0, 'Aliases repeat too much. Write the values themselves.')],
    };
  }
  const read = testsOf(value);
  if (read.ok) {
    const top = Array.isArray(value) ? [] : ['tests'];
    const placeOf = (place: number, problem: TestProblem): TextPosition => {
      const within = problemPath(read.tests[place], problem);
      const path = [...top, place, ...within];
      return positionOf(offsetOf(document, { path, isName: false, message: '' }));
    };
    return { ...read, placeOf };
  }
  const [first, ...more] = read.faults;
  const placedFault = (fault: TestFault) => placed(offsetOf(document, fault), fault.message);
  return { ok: false, faults: [placedFault(first), ...more.map(placedFault)] };
}

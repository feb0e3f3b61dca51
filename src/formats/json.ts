/** JSON text with places: where it breaks, and where a value stands in it. Lines and columns count from 1. */
export interface TextPosition {
  readonly line: number;
  readonly column: number;
}
export type JsonPath = readonly (string | number)[];

/** Text that is no JSON, with the place and what to do about it. */
export class JsonError extends Error {
  readonly position: TextPosition;
  constructor(position: TextPosition, message: string) {
    super(message);
    this.name = 'JsonError';
    this.position = position;
  }
}

interface Fault {
  readonly at: number;
  readonly message: string;
}
interface Open {
  readonly kind: 'object' | 'array';
  key: string | number;
}
type Expected = 'value' | 'value or end' | 'key' | 'key or end' | 'colon' | 'comma or end' | 'end';

const space = /[ \t\n\r]*/y;
const numberOrWord = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
const escape = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

function endOf(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}

/** The place after a string that begins at `at`, or what is wrong with it. */
function stringEnd(text: string, at: number): number | Fault {
  let i = at + 1;
  for (;;) {
    const c = text[i];
    if (c === undefined)
      return { at, message: 'the text in quotes that begins here has no end; close it with "' };
    if (c === '"') return i + 1;
    if (c < ' ')
      return { at: i, message: 'a text in quotes holds a line break or tab; write \\n or \\t' };
    if (c === '\\') {
      const after = endOf(escape, text, i);
      if (after === i)
        return { at: i, message: 'this backslash escapes nothing; write it as \\\\' };
      i = after;
    } else i++;
  }
}

/**
 * Goes over the text once and tells `seen` of each value's place and what it stands in; stops where that is true, or
 * at the first fault. Keeps its own stack, so depth cannot exhaust the call stack.
 */
function walk(text: string, seen: (inside: readonly Open[], at: number) => boolean): Fault | null {
  const stack: Open[] = [];
  let expected: Expected = 'value';
  let comma = 0;
  let at = text.startsWith('\uFEFF') ? 1 : 0;
  const afterValue = (): Expected => (stack.length === 0 ? 'end' : 'comma or end');

  for (;;) {
    at = endOf(space, text, at);
    const c = text[at];
    if (c === undefined)
      return expected === 'end'
        ? null
        : { at, message: 'the text ends too early; add what is cut off' };
    const top = stack.at(-1);
    const closes = top && c === (top.kind === 'object' ? '}' : ']') && expected.endsWith('or end');
    if (closes) {
      stack.pop();
      expected = afterValue();
      at++;
      continue;
    }
    switch (expected) {
      case 'end':
        return { at, message: 'the JSON has ended before this; remove what follows' };
      case 'colon':
        if (c !== ':') return { at, message: 'a name must be followed by a colon; write : here' };
        expected = 'value';
        at++;
        break;
      case 'comma or end':
        if (c !== ',')
          return {
            at,
            message: `write a comma or ${top?.kind === 'object' ? '}' : ']'} before this`,
          };
        comma = at;
        if (top?.kind === 'array' && typeof top.key === 'number') top.key++;
        expected = top?.kind === 'object' ? 'key' : 'value';
        at++;
        break;
      case 'key':
      case 'key or end': {
        if (c === '}') return { at: comma, message: 'nothing follows this comma; remove it' };
        if (c !== '"') return { at, message: 'write a name in double quotes here' };
        const end = stringEnd(text, at);
        if (typeof end !== 'number') return end;
        if (top) top.key = String(JSON.parse(text.slice(at, end)));
        expected = 'colon';
        at = end;
        break;
      }
      case 'value':
      case 'value or end': {
        if (c === ']' && top?.kind === 'array')
          return { at: comma, message: 'nothing follows this comma; remove it' };
        if (seen(stack, at)) return null;
        if (c === '{' || c === '[') {
          stack.push(c === '{' ? { kind: 'object', key: '' } : { kind: 'array', key: 0 });
          expected = c === '{' ? 'key or end' : 'value or end';
          at++;
          break;
        }
        const end = c === '"' ? stringEnd(text, at) : endOf(numberOrWord, text, at);
        if (typeof end !== 'number') return end;
        if (end === at)
          return { at, message: 'write a value here: a text in double quotes, a number, { or [' };
        expected = afterValue();
        at = end;
        break;
      }
    }
  }
}

function positionAt(text: string, at: number): TextPosition {
  const before = text.slice(0, at);
  return { line: before.split('\n').length, column: at - before.lastIndexOf('\n') };
}

/** The value of JSON text; a byte order mark before it does no harm. Throws a JsonError. */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    const fault = walk(text, () => false);
    throw new JsonError(
      positionAt(text, fault?.at ?? 0),
      fault?.message ?? (error instanceof Error ? error.message : String(error)),
    );
  }
}

/** Where the value of that path begins; for a path that leads nowhere, where the last part of it that is there begins. */
export function positionIn(text: string, path: JsonPath): TextPosition {
  let found = 0;
  let depth = -1;
  walk(text, (here, at) => {
    const nearer = here.length > depth && here.length <= path.length;
    if (nearer && here.every(({ key }, i) => key === path[i])) {
      depth = here.length;
      found = at;
    }
    return depth === path.length;
  });
  return positionAt(text, found);
}

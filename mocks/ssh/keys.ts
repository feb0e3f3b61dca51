/** What a terminal sends, as keys: text as it comes, and what edits a line. */
import { StringDecoder } from 'node:string_decoder';

type EditingKey =
  | 'enter'
  | 'tab'
  | 'interrupt'
  | 'leave'
  | 'backspace'
  | 'delete'
  | 'left'
  | 'right'
  | 'home'
  | 'end'
  | 'up'
  | 'down'
  | 'kill-line'
  | 'kill-rest'
  | 'kill-word'
  | 'other';
export type Key = { readonly kind: 'text'; readonly text: string } | { readonly kind: EditingKey };

const controls: Readonly<Record<string, EditingKey>> = {
  '\r': 'enter',
  '\n': 'enter',
  '\t': 'tab',
  '\u0001': 'home',
  '\u0002': 'left',
  '\u0003': 'interrupt',
  '\u0004': 'leave',
  '\u0005': 'end',
  '\u0006': 'right',
  '\b': 'backspace',
  '\u007f': 'backspace',
  '\u000b': 'kill-rest',
  '\u000e': 'down',
  '\u0010': 'up',
  '\u0015': 'kill-line',
  '\u0017': 'kill-word',
};

/** What follows ESC and [ or O. */
const sequences: Readonly<Record<string, EditingKey>> = {
  A: 'up',
  B: 'down',
  C: 'right',
  D: 'left',
  H: 'home',
  F: 'end',
  '1~': 'home',
  '3~': 'delete',
  '4~': 'end',
  '7~': 'home',
  '8~': 'end',
};

const escape = '\u001b';
/** What makes one key after ESC, and what of it may go on with the next bytes. */
const sequence = /^[[O]([\d;]*[~A-Za-z])/;
const opened = /^(?:[[O][\d;]*)?$/;
/** Any sign but a control. */
const plain = /^\P{Cc}+/u;

export class Keys {
  private waiting = '';
  private isClosed = false;
  private afterReturn = false;
  private wake: () => void = () => undefined;
  private readonly decoder = new StringDecoder('utf8');

  push(bytes: Buffer): void {
    this.waiting += this.decoder.write(bytes);
    this.wake();
  }

  /** Nothing more will come. */
  close(): void {
    this.isClosed = true;
    this.wake();
  }

  /** What was read too far comes again. */
  putBack(text: string): void {
    this.waiting = text + this.waiting;
  }

  /** More comes than was read: somebody pastes. What is on its way already counts. */
  async isPasted(): Promise<boolean> {
    if (this.waiting === '') await new Promise((resolve) => void setImmediate(resolve));
    return this.waiting !== '';
  }

  /** Null where nothing more will come. */
  async next(): Promise<Key | null> {
    for (;;) {
      const key = this.take();
      if (key) return key;
      if (this.isClosed) return null;
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
  }

  private take(): Key | null {
    const first = this.waiting.charAt(0);
    if (first === '') return null;
    // A line may end with both.
    const isSecond = first === '\n' && this.afterReturn;
    this.afterReturn = first === '\r';
    if (isSecond) {
      this.waiting = this.waiting.slice(1);
      return this.take();
    }
    if (first === escape) return this.takeSequence();
    const [text] = plain.exec(this.waiting) ?? [];
    if (text !== undefined) {
      this.waiting = this.waiting.slice(text.length);
      return { kind: 'text', text };
    }
    this.waiting = this.waiting.slice(1);
    return { kind: controls[first] ?? 'other' };
  }

  private takeSequence(): Key | null {
    const behind = this.waiting.slice(escape.length);
    if (opened.test(behind) && !this.isClosed) return null;
    const [whole = '', name = ''] = sequence.exec(behind) ?? [];
    this.waiting = behind.slice(whole.length);
    return { kind: sequences[name] ?? 'other' };
  }
}

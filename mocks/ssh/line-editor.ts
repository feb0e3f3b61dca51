/** The line that somebody types at, and what a terminal has to be sent to show it. */
import type { Key } from './keys.ts';

/** A line longer than this takes nothing more. */
const longest = 20_000;
const mostLines = 200;

/** Signs as a terminal counts them; what is two places wide is not told apart. */
function signsOf(text: string): string[] {
  return Array.from(text);
}

export class LineEditor {
  private signs: string[] = [];
  private at = 0;
  private readonly history: string[] = [];
  /** Which of them is shown; their number for the line that is typed. */
  private shown = 0;
  private typed = '';

  get text(): string {
    return this.signs.join('');
  }
  get beforeCursor(): string {
    return this.signs.slice(0, this.at).join('');
  }

  /** The line is done; the next begins. */
  take(): string {
    const { text } = this;
    if (text.trim() !== '' && text !== this.history.at(-1)) this.history.push(text);
    if (this.history.length > mostLines) this.history.shift();
    this.drop();
    return text;
  }

  /** The line is given up. */
  drop(): void {
    this.signs = [];
    this.at = 0;
    this.shown = this.history.length;
    this.typed = '';
  }

  /** What shows the key's effect at the cursor; a bell where it has none. */
  press(key: Key): string {
    switch (key.kind) {
      case 'text':
        return this.insert(key.text);
      case 'backspace':
        return this.at === 0 ? bell : this.left(1) + this.remove(1);
      case 'delete':
        return this.at === this.signs.length ? bell : this.remove(1);
      case 'left':
        return this.at === 0 ? bell : this.left(1);
      case 'right':
        return this.at === this.signs.length ? bell : this.right(1);
      case 'home':
        return this.left(this.at);
      case 'end':
        return this.right(this.signs.length - this.at);
      case 'kill-line':
        return this.left(this.at) + this.remove(this.signs.length);
      case 'kill-rest':
        return this.remove(this.signs.length - this.at);
      case 'kill-word': {
        const [word = ''] = /\S*\s*$/.exec(this.beforeCursor) ?? [];
        const count = signsOf(word).length;
        return this.left(count) + this.remove(count);
      }
      case 'up':
        return this.recall(this.shown - 1);
      case 'down':
        return this.recall(this.shown + 1);
      case 'enter':
      case 'tab':
      case 'interrupt':
      case 'leave':
      case 'other':
        return bell;
    }
  }

  /** Takes the place of what stands from there to the cursor. */
  complete(from: number, word: string): string {
    const kept = this.beforeCursor.slice(0, from);
    const count = this.at - signsOf(kept).length;
    return this.left(count) + this.remove(count) + this.insert(word);
  }

  /** The whole line anew, as behind a prompt. */
  redraw(): string {
    return this.text + back(this.signs.length - this.at);
  }

  private insert(text: string): string {
    const fitting = signsOf(text).slice(0, longest - this.signs.length);
    if (fitting.length === 0) return bell;
    // An earlier line that is changed is the line that is typed.
    this.shown = this.history.length;
    this.signs.splice(this.at, 0, ...fitting);
    this.at += fitting.length;
    const rest = this.signs.slice(this.at);
    return fitting.join('') + rest.join('') + back(rest.length);
  }

  private remove(count: number): string {
    this.shown = this.history.length;
    const gone = this.signs.splice(this.at, count).length;
    const rest = this.signs.slice(this.at);
    return gone === 0 ? '' : rest.join('') + ' '.repeat(gone) + back(rest.length + gone);
  }

  private left(count: number): string {
    this.at -= count;
    return back(count);
  }

  private right(count: number): string {
    const passed = this.signs.slice(this.at, this.at + count).join('');
    this.at += count;
    return passed;
  }

  private recall(which: number): string {
    if (which < 0 || which > this.history.length) return bell;
    if (this.shown === this.history.length) this.typed = this.text;
    const cleared = this.left(this.at) + this.remove(this.signs.length);
    const text = this.history[which] ?? this.typed;
    const filled = text === '' ? '' : this.insert(text);
    this.shown = which;
    return cleared + filled;
  }
}

const bell = '\u0007';
function back(count: number): string {
  return '\b'.repeat(count);
}

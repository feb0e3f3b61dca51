/** A FortiGate's command line behind one SSH channel. */
import { cliInterrupt } from '#model/fortios/cli-api.ts';
import * as queries from '#mocks/world/queries.ts';
import type { SessionWorld } from '#mocks/world/worlds/session-world.ts';
import type { Keys } from './keys.ts';
import { LineEditor } from './line-editor.ts';
import { firstPage, more, noMore } from './pages.ts';

/** What a channel shows; null where the client asked for no terminal. */
export interface Screen {
  rows: number;
  columns: number;
}

export interface Channel {
  readonly keys: Keys;
  readonly screen: Screen | null;
  readonly write: (text: string) => void;
}

/** Where in the world the lines are typed. */
export interface Seat {
  readonly world: SessionWorld;
  readonly fortigate: string;
  /** Of this channel alone. */
  readonly session: string;
}

export interface Ran {
  readonly prompt: string;
  readonly lines: readonly string[];
  readonly closed: boolean;
}

/** Carries lines out, one after the other. A world without this FortiGate ends the session with a word. */
export async function runLines({ world, ...seat }: Seat, lines: readonly string[]): Promise<Ran> {
  const outcome = await world.typeLines({ ...seat, lines: [...lines] });
  if (!outcome.ok) return { prompt: '', lines: [outcome.refusal.message], closed: true };
  const { lines: ran, prompt, closed } = outcome.value;
  return { prompt, lines: ran.flatMap(({ output }) => output), closed };
}

/** Of a line that the device refused [assumed for exit statuses, which Fortinet's documents do not tell]. */
export function isRefused(lines: readonly string[]): boolean {
  return lines.at(-1)?.startsWith('Command fail.') ?? false;
}

/** Rows of a terminal that does not say. */
const usualRows = 24;

export class Shell {
  private readonly editor = new LineEditor();
  private readonly seat: Seat;
  private readonly channel: Channel;
  private prompt = '';

  constructor(seat: Seat, channel: Channel) {
    this.seat = seat;
    this.channel = channel;
  }

  /** Resolves when the session is left, or nothing more can come. */
  async run(): Promise<void> {
    const begun = await runLines(this.seat, []);
    this.prompt = begun.prompt;
    if (begun.closed) return this.show(begun.lines);
    this.channel.write(this.prompt);
    for (;;) {
      const line = await this.readLine();
      if (line === null) return;
      const { prompt, lines, closed } = await runLines(this.seat, [line]);
      await this.page(lines);
      if (closed) return;
      this.prompt = prompt;
      this.channel.write(prompt);
    }
  }

  /** What is shown of a line while it is typed: nothing where the client has no terminal. */
  private echo(text: string): void {
    if (this.channel.screen) this.channel.write(text);
  }

  private async readLine(): Promise<string | null> {
    const { keys } = this.channel;
    for (;;) {
      const key = await keys.next();
      if (key === null) {
        // A script's last line may have no end.
        const text = this.editor.take();
        return text === '' ? null : text;
      }
      switch (key.kind) {
        case 'enter':
          this.echo('\r\n');
          return this.editor.take();
        case 'interrupt':
          await this.interrupt();
          break;
        case 'leave':
          if (this.editor.text === '') {
            this.echo('\r\n');
            return null;
          }
          this.echo(this.editor.press({ kind: 'delete' }));
          break;
        case 'tab':
          // Within what is pasted it is a space: nobody waits for an offer there.
          if (!this.channel.screen || (await keys.isPasted()))
            this.echo(this.editor.press({ kind: 'text', text: ' ' }));
          else await this.complete();
          break;
        case 'text':
          await this.type(key.text);
          break;
        default:
          this.echo(this.editor.press(key));
      }
    }
  }

  /** A question mark asks what may be typed, unless it stands in quotation marks. */
  private async type(text: string): Promise<void> {
    if (!this.channel.screen) {
      this.editor.press({ kind: 'text', text });
      return;
    }
    for (const [i, part] of text.split('?').entries()) {
      if (i > 0) {
        const isQuoted = (this.editor.beforeCursor.match(/(?<!\\)"/g)?.length ?? 0) % 2 === 1;
        if (isQuoted) this.echo(this.editor.press({ kind: 'text', text: '?' }));
        else await this.help();
      }
      if (part !== '') this.echo(this.editor.press({ kind: 'text', text: part }));
    }
  }

  private async offers() {
    const { world, ...seat } = this.seat;
    const outcome = await world.completeLine({ ...seat, text: this.editor.beforeCursor });
    return outcome.ok ? outcome.value : { from: 0, words: [], help: [] };
  }

  private async help(): Promise<void> {
    const { help } = await this.offers();
    this.echo('\r\n');
    await this.page(help);
    this.echo(this.prompt + this.editor.redraw());
  }

  private async complete(): Promise<void> {
    const { from, words } = await this.offers();
    const [first = '', ...others] = words;
    if (others.length === 0) {
      this.echo(first === '' ? '\u0007' : this.editor.complete(from, `${first} `));
      return;
    }
    let shared = first;
    for (const other of others) while (!other.startsWith(shared)) shared = shared.slice(0, -1);
    const typed = this.editor.beforeCursor.slice(from);
    if (shared.length > typed.length) this.echo(this.editor.complete(from, shared));
    else await this.help();
  }

  private async interrupt(): Promise<void> {
    this.editor.drop();
    const { prompt } = await runLines(this.seat, [cliInterrupt]);
    this.prompt = prompt;
    this.channel.write(`${this.channel.screen ? '^C' : ''}\r\n${prompt}`);
  }

  private show(lines: readonly string[]): void {
    const end = this.channel.screen ? '\r\n' : '\n';
    // In one go: a pasted block has a thousand answers.
    if (lines.length > 0) this.channel.write(lines.map((line) => line + end).join(''));
  }

  /** Shows lines, a screen at a time where the device is set so. */
  private async page(lines: readonly string[]): Promise<void> {
    const { screen, keys } = this.channel;
    const { world, fortigate } = this.seat;
    const paged = await world.world.ask(queries.isOutputPaged, { fortigate });
    if (screen === null || !paged.ok || !paged.value) return this.show(lines);
    let rest = lines;
    let height = (screen.rows || usualRows) - 1;
    for (;;) {
      const page = firstPage(rest, height, screen.columns);
      this.show(page.lines);
      rest = page.rest;
      if (rest.length === 0) return;
      // Who pastes a block waits for no page; the lines that follow are no answers to it.
      if (await keys.isPasted()) return this.show(rest);
      this.channel.write(more);
      const key = await keys.next();
      this.channel.write(noMore);
      if (key === null || key.kind === 'interrupt') return;
      if (key.kind === 'text') {
        keys.putBack(key.text.slice(1));
        if (/^q/i.test(key.text)) return;
      }
      height = key.kind === 'enter' ? 1 : (screen.rows || usualRows) - 1;
    }
  }
}

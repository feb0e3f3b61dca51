/** So many wrong passwords are taken in a minute; then nobody comes in until it is over. */
const most = 5;
const minuteMs = 60_000;

export class LoginLimit {
  private wrong = 0;
  private endMs = 0;
  private readonly now: () => number;

  constructor(now: () => number) {
    this.now = now;
  }

  get isShut(): boolean {
    return this.wrong >= most && this.now() < this.endMs;
  }

  /** A wrong password: the first begins a minute. */
  note(): void {
    if (this.now() >= this.endMs) {
      this.wrong = 0;
      this.endMs = this.now() + minuteMs;
    }
    this.wrong += 1;
  }
}

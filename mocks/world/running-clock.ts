import type { Ticker } from './clock.ts';

const tickMs = 1000;

/** Real time, from when a world's clock is started until it is halted. */
export class RunningClock {
  private readonly ticker: Ticker;
  private stop: (() => void) | null = null;
  /** The ticker's time up to which the world's clock has gone. */
  private tickedMs = 0;

  constructor(ticker: Ticker) {
    this.ticker = ticker;
  }

  isRunning(): boolean {
    return this.stop !== null;
  }

  /** @param tick called each second, to take what has passed into the world */
  start(tick: () => Promise<void>): void {
    this.tickedMs = this.ticker.now();
    this.stop = this.ticker.every(tickMs, tick);
  }

  halt(): void {
    this.stop?.();
    this.stop = null;
  }

  /** Takes the real milliseconds since the last call; what rounding leaves counts the next time. */
  takePassed(): number {
    const ms = Math.round(this.ticker.now() - this.tickedMs);
    this.tickedMs += ms;
    return ms;
  }
}

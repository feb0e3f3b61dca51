/** The log lines in a text that was pasted, each read as the session that it tells of. */
import { readLogLine } from '#formats/log/line.ts';
import type { LogLine } from '#model/log.ts';
import {
  type LoggedSession,
  type LoggedSessionProblem,
  loggedSession,
} from '#model/logged-session.ts';

export interface LoggedLine {
  /** From 1. */
  readonly lineNumber: number;
  readonly text: string;
  readonly line: LogLine;
  readonly session: LoggedSession | LoggedSessionProblem;
}

export function readLoggedLines(text: string): readonly LoggedLine[] {
  return text.split(/\r?\n/).flatMap((written, i) => {
    const line = readLogLine(written);
    return line
      ? [{ lineNumber: i + 1, text: written.trim(), line, session: loggedSession(line) }]
      : [];
  });
}

/** The log lines in a text that was pasted, each read as the session that it tells of. */
import { printLogLine } from '#formats/log/line.ts';
import { printLog, readLog } from '#formats/log/log-text.ts';
import type { LogLine } from '#model/decision/log.ts';
import {
  type LoggedSession,
  type LoggedSessionProblem,
  loggedSession,
} from '#model/decision/logged-session.ts';

export interface LoggedLine {
  /** From 1. */
  readonly lineNumber: number;
  /** Its fields as the device's own log has them, whatever the text's form: a row of a CSV needs its header. */
  readonly text: string;
  readonly line: LogLine;
  readonly session: LoggedSession | LoggedSessionProblem;
}

export function readLoggedLines(text: string): readonly LoggedLine[] {
  const lines: LoggedLine[] = [];
  let lineNumber = 1;
  for (const part of readLog(text).parts) {
    if (part.kind === 'record') {
      const { line } = part;
      lines.push({ lineNumber, text: printLogLine(line), line, session: loggedSession(line) });
    }
    lineNumber += printLog([part]).split('\n').length - 1;
  }
  return lines;
}

/**
 * What of a block of shell somebody would type: one line where it is one command, without prompts, what was printed, and
 * comments; else lines that can be pasted.
 */
export function terminalText(code: string): string {
  const lines = code.split(/\r?\n/);
  const session = inSession(lines);
  const isSession = session.length > 0;
  const commands = isSession ? session : lines.filter(line => !/^\s*(?:#|$)/.test(line));
  const [line, ...more] = joined(commands);
  if (line !== undefined && more.length === 0) return line;
  return isSession ? session.join('\n') : code;
}

/** `$ npm test`, `% ls`, `PS C:\shop> dir`, `C:\shop> dir`. */
const prompted = /^(?:[$%]|PS [^>]*>|[A-Z]:\\[^>]*>) (.*)$/;

/** What follows prompts; none where there is no prompt. */
function inSession(lines: readonly string[]): readonly string[] {
  const typed: string[] = [];
  let isGoingOn = false;
  for (const line of lines) {
    const rest: string | undefined = isGoingOn ? line.replace(/^> ?/, '') : undefined;
    const command: string | undefined = prompted.exec(line)?.[1] ?? rest;
    isGoingOn = command !== undefined && goesOn(command);
    if (command !== undefined) typed.push(command);
  }
  return typed;
}

/** Lines that go on after their end are one with the next. */
function joined(lines: readonly string[]): readonly string[] {
  const all: string[] = [];
  for (const line of lines) {
    const last = all.at(-1);
    if (last === undefined || !goesOn(last)) all.push(line);
    else all[all.length - 1] = `${last.slice(0, -1).trimEnd()} ${line.trim()}`;
  }
  return all;
}

/** Whether a line ends in a `\` that is no part of a string: in a string the line break belongs to it. */
function goesOn(line: string): boolean {
  const isQuoted = ["'", '"'].some(quote => line.split(quote).length % 2 === 0);
  return /(?:^|[^\\])\\$/.test(line) && !isQuoted;
}

/** Advice about calls that are allowed and probably not meant: said once, then never again. */

type Sink = (message: string) => void;
const toConsole: Sink = (message) => console.warn(message);

let sink: Sink = toConsole;
const said = new Set<string>();
const MOST = 200;

/** Passes `message` on, unless it has been said before. */
export function warnOnce(message: string): void {
  if (said.has(message) || said.size >= MOST) return;
  said.add(message);
  sink(message);
}

/** Where warnings go; null for the console. Forgets what has been said. */
export function setWarningSink(next: Sink | null): void {
  sink = next ?? toConsole;
  said.clear();
}

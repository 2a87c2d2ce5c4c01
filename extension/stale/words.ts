/** Reasons in words, for the mark's tooltip. */
import type { Reason } from './model.ts';

/** Fills `{0}`, `{1}`, ... of a text in the reader's language; `vscode.l10n.t`. */
export type Translate = (message: string, ...values: string[]) => string;

/** Reasons that a tooltip lists. */
const SHOWN = 6;

/** @param cellName `cell 3`, or null for a cell that is no longer there */
export function explain(reasons: readonly Reason[], cellName: (id: string) => string | null, t: Translate): string {
  const gone = t('a deleted cell');
  const named = (id: string) => cellName(id) ?? gone;
  const words = (reason: Reason): string => {
    switch (reason.kind) {
      case 'edited':
        return t('Its text has changed since it ran.');
      case 'ran':
        return t('`{0}` is newer: {1} has run since.', reason.name, named(reason.cell));
      case 'moved':
        return reason.was === null
          ? t('`{0}` now comes from {1}.', reason.name, named(reason.cell))
          : t(
              '`{0}` comes from {1}, but this ran with the one of {2}.',
              reason.name,
              named(reason.cell),
              named(reason.was),
            );
      case 'waits':
        return t('`{0}` comes from {1}, which has not run.', reason.name, named(reason.cell));
      case 'gone':
        return t('No cell above defines `{0}` any more.', reason.name);
      case 'above':
        return t('`{0}` comes from {1}, which is stale itself.', reason.name, named(reason.cell));
    }
  };
  const lines = reasons.slice(0, SHOWN).map((reason) => `- ${words(reason)}`);
  if (reasons.length > SHOWN) lines.push(`- ${t('and {0} more', String(reasons.length - SHOWN))}`);
  return lines.join('\n');
}

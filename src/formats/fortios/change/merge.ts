/** Text applied to a configuration as a device applies it: what it says changes, everything else stays. */
import type {
  ConfigBlock,
  ConfigStatement,
  ConfigWarning,
  EditStatement,
} from '#model/fortios/config-tree.ts';
import { type FortiosConfig, isTableName } from '#model/fortios/tables.ts';
import { type ConfigChange, changesBetween } from './changes.ts';
import { ConfigDraft, type PlaceOf, placesWhenAsked } from '../config-draft.ts';
import { LayoutDraft } from './layout-draft.ts';
import { TreeReader } from '../tree.ts';
import { Warnings } from '../../warnings.ts';

export interface Merged {
  readonly config: FortiosConfig;
  readonly warnings: readonly ConfigWarning[];
  /** What has become other than it was. */
  readonly changes: readonly ConfigChange[];
  /** Where the script set a field; for `referenceWarnings` of what has come out. */
  readonly placeOf: PlaceOf;
}

/** The VDOM whose tables are the configuration's; null for a device without VDOMs. */
function vdomInForce(config: FortiosConfig): string | null {
  for (const part of config.layout)
    if (part.kind === 'vdom')
      for (const entry of part.entries) if (entry.kind === 'vdom-entry') return entry.key.text;
  return null;
}

class Merge {
  readonly draft: ConfigDraft;
  private readonly layout: LayoutDraft;
  private readonly warnings: Warnings;
  private readonly vdom: string | null;

  constructor(base: FortiosConfig, warnings: Warnings, noting: boolean) {
    this.warnings = warnings;
    this.vdom = vdomInForce(base);
    this.draft = new ConfigDraft(base, warnings, 'script', noting);
    this.layout = new LayoutDraft(base.layout, (odd, message) => this.warn(odd, message));
  }

  private warn({ line, column }: ConfigStatement, message: string): void {
    this.warnings.add(line, column, message);
  }

  apply(statement: ConfigStatement): void {
    if (statement.kind === 'text') return;
    if (statement.kind !== 'config')
      this.warn(
        statement,
        `\`${statement.kind}\` is outside any section and changes nothing. Put it between \`config\` and \`end\`.`,
      );
    else if (statement.path === 'vdom') for (const one of statement.body) this.applyVdom(one);
    else if (statement.path === 'global') for (const one of statement.body) this.section(one, true);
    else this.section(statement, false);
  }

  private section(statement: ConfigStatement, isGlobal: boolean): void {
    if (statement.kind === 'text') return;
    if (statement.kind !== 'config') {
      this.warn(statement, `\`${statement.kind}\` is outside any section and changes nothing.`);
      return;
    }
    if (statement.path === 'global' || statement.path === 'vdom') {
      this.warn(
        statement,
        `\`config ${statement.path}\` is inside another section and is ignored. Is an \`end\` missing before it?`,
      );
      return;
    }
    if (isTableName(statement.path)) this.table(statement.path, statement);
    else
      this.layout.change(
        statement,
        isGlobal
          ? ['global', 'plain']
          : this.vdom === null
            ? ['plain', 'global']
            : ['vdom', 'global', 'plain'],
      );
  }

  private table(table: Parameters<ConfigDraft['table']>[0], { body }: ConfigBlock): void {
    const draft = this.draft.table(table);
    for (const one of body) draft.apply(one);
  }

  private applyVdom(statement: ConfigStatement): void {
    if (statement.kind === 'text') return;
    if (statement.kind !== 'edit') {
      this.warn(statement, `\`${statement.kind}\` of a VDOM is ignored. Only \`edit\` is read.`);
      return;
    }
    const name = statement.key.text;
    if (name === this.vdom) for (const one of statement.body) this.section(one, false);
    else if (this.vdom !== null && name === 'root')
      // It would be in force, and with it other tables than were merged.
      this.warn(
        statement,
        'This configuration has no VDOM root, which every device has. The text for it is ignored.',
      );
    else if (this.vdom !== null) this.layout.changeVdom(statement);
    else this.withoutVdoms(statement, name);
  }

  /** On a device without VDOMs, everything is in `root`. */
  private withoutVdoms(entry: EditStatement, name: string): void {
    this.warn(
      entry,
      name === 'root'
        ? 'This configuration has no VDOMs. The text for VDOM root is applied to the whole configuration.'
        : `This configuration has no VDOMs. The text for VDOM ${name} is ignored.`,
    );
    if (name === 'root') for (const one of entry.body) this.section(one, false);
  }

  finish(): FortiosConfig {
    const { config } = this.draft.finish();
    return { ...config, layout: this.layout.finish() };
  }
}

/** Steps of reading end after about this many characters. */
const charactersAStep = 1 << 18;

/** Each step gives how many characters have been applied. */
function* mergedInSteps(
  base: FortiosConfig,
  script: string,
  warnings: Warnings,
  noting: boolean,
): Generator<number, Merge> {
  const merge = new Merge(base, warnings, noting);
  const reader = new TreeReader(script, warnings);
  for (let more = true; more;) {
    more = reader.read(charactersAStep);
    // Of a long table its entries are taken as they come.
    for (const statement of reader.take(isTableName)) merge.apply(statement);
    yield reader.position;
  }
  return merge;
}

function merged(
  base: FortiosConfig,
  script: string | readonly ConfigStatement[],
  warnings: Warnings,
  noting: boolean,
): Merge {
  if (typeof script === 'string') {
    const steps = mergedInSteps(base, script, warnings, noting);
    for (;;) {
      const step = steps.next();
      if (step.done) return step.value;
    }
  }
  const merge = new Merge(base, warnings, noting);
  for (const statement of script) merge.apply(statement);
  return merge;
}

/** `mergeConfig` of a long text in short steps; to be cancelled, it is driven no further. */
export function* mergeConfigInSteps(
  base: FortiosConfig,
  script: string,
): Generator<number, Omit<Merged, 'changes'>> {
  const warnings = new Warnings();
  const merge = yield* mergedInSteps(base, script, warnings, false);
  return {
    config: merge.finish(),
    warnings: warnings.list(),
    placeOf: placesWhenAsked(() => {
      const again = merged(base, script, new Warnings(), true);
      again.finish();
      return again.draft.places();
    }),
  };
}

/**
 * Applies a script, as text or as statements, to a configuration. Never throws: what does not fit is a
 * warning, with its place in the text, and changes nothing. References that lead nowhere are not looked
 * for here: `referenceWarnings` of the result says them.
 */
export function mergeConfig(
  base: FortiosConfig,
  script: string | readonly ConfigStatement[],
): Merged {
  const warnings = new Warnings();
  const config = merged(base, script, warnings, false).finish();
  return {
    config,
    warnings: warnings.list(),
    changes: changesBetween(base, config),
    placeOf: placesWhenAsked(() => {
      const again = merged(base, script, new Warnings(), true);
      again.finish();
      return again.draft.places();
    }),
  };
}

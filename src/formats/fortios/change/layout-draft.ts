/** A configuration's layout while a script changes sections that mean nothing to us. */
import type { ConfigBlock, ConfigStatement, EditStatement } from '#model/fortios/config-tree.ts';
import type { LayoutPart, SectionPart } from '#model/fortios/layout-parts.ts';
import { BodyDraft } from '../body-draft.ts';
import { withSection } from '../layout.ts';

type Warn = (statement: ConfigStatement, message: string) => void;
/** Which sections a name is looked for in: the device's, the VDOM's that is in force, or those beside both. */
type Place = 'global' | 'vdom' | 'plain';

export class LayoutDraft {
  private readonly warn: Warn;
  private layout: readonly LayoutPart[];
  /** What is to be applied to a section, by where it stands and its path. */
  private readonly pending = new Map<string, ConfigStatement[]>();
  /** Sections that are there, by place and path: all that stands in them. */
  private readonly bodies = new Map<string, ConfigStatement[]>();
  private readonly joined = new Set<string>();
  private readonly vdoms = new Map<string, ConfigStatement[]>();

  constructor(layout: readonly LayoutPart[], warn: Warn) {
    this.layout = layout;
    this.warn = warn;
    const note = (place: Place, parts: readonly LayoutPart[]) => {
      for (const part of parts)
        if (part.kind === 'kept' && part.statement.kind === 'config') {
          const key = `${place} ${part.statement.path}`;
          const body = this.bodies.get(key);
          if (body) body.push(...part.statement.body);
          else this.bodies.set(key, [...part.statement.body]);
        }
    };
    note('plain', layout);
    for (const part of layout)
      if (part.kind === 'global') note('global', part.parts);
      else if (part.kind === 'vdom')
        for (const entry of part.entries)
          if (entry.kind === 'vdom-entry') note('vdom', entry.parts);
  }

  /** Changes a section, in the first of the places in which it is there; a new one goes to the first. */
  change(section: ConfigBlock, places: readonly [Place, ...Place[]]): void {
    const [first] = places;
    const place =
      places.find(
        (one) =>
          this.bodies.has(`${one} ${section.path}`) || this.pending.has(`${one} ${section.path}`),
      ) ?? first;
    const key = `${place} ${section.path}`;
    const list = this.pending.get(key);
    if (list) list.push(...section.body);
    else this.pending.set(key, [...section.body]);
  }

  /** Changes a VDOM that is not in force. */
  changeVdom(entry: EditStatement): void {
    const list = this.vdoms.get(entry.key.text);
    if (list) list.push(entry);
    else this.vdoms.set(entry.key.text, [entry]);
  }

  private changed(place: Place, block: ConfigBlock): ConfigBlock | null {
    const key = `${place} ${block.path}`;
    if (this.joined.has(key)) return null;
    const statements = this.pending.get(key);
    if (!statements) return block;
    this.pending.delete(key);
    // A section that stands several times is one, in its first place.
    this.joined.add(key);
    const before = this.bodies.get(key) ?? block.body;
    const draft = new BodyDraft(before, this.warn);
    for (const one of statements) draft.apply(one);
    const body = draft.statements();
    return body.length === 0 && before.length > 0 ? null : { ...block, body };
  }

  private section(place: Place, part: SectionPart): readonly SectionPart[] {
    if (part.kind !== 'kept' || part.statement.kind !== 'config') return [part];
    const statement = this.changed(place, part.statement);
    if (statement === part.statement) return [part];
    return statement ? [{ kind: 'kept', statement }] : [];
  }

  private part(part: LayoutPart): readonly LayoutPart[] {
    switch (part.kind) {
      case 'kept':
      case 'table':
        return this.section('plain', part);
      case 'global':
        return [{ ...part, parts: part.parts.flatMap((one) => this.section('global', one)) }];
      case 'vdom':
        return [
          {
            ...part,
            entries: part.entries.map((entry) =>
              entry.kind === 'vdom-entry'
                ? { ...entry, parts: entry.parts.flatMap((one) => this.section('vdom', one)) }
                : { kind: 'kept', statement: this.vdom(entry.statement) },
            ),
          },
        ];
    }
  }

  /** A device lists its VDOMs empty first: what is changed in one goes to where its sections are. */
  private vdom(entry: ConfigStatement): ConfigStatement {
    if (entry.kind !== 'edit' || (entry.body.length === 0 && this.filled.has(entry.key.text)))
      return entry;
    const statements = this.vdoms.get(entry.key.text);
    if (!statements) return entry;
    this.vdoms.delete(entry.key.text);
    const draft = new BodyDraft([entry], this.warn);
    for (const one of statements) draft.apply(one);
    return draft.statements()[0] ?? entry;
  }

  private readonly filled = new Set<string>();

  finish(): readonly LayoutPart[] {
    for (const part of this.layout)
      if (part.kind === 'vdom')
        for (const { kind, ...entry } of part.entries)
          if (kind === 'kept' && 'statement' in entry && entry.statement.kind === 'edit')
            if (entry.statement.body.length > 0) this.filled.add(entry.statement.key.text);
    let layout: readonly LayoutPart[] =
      this.pending.size + this.vdoms.size === 0
        ? this.layout
        : this.layout.flatMap((part) => this.part(part));
    for (const [key, statements] of this.pending) {
      const [place = 'plain', ...path] = key.split(' ');
      const draft = new BodyDraft([], this.warn);
      for (const one of statements) draft.apply(one);
      const body = draft.statements();
      if (body.length === 0) continue;
      const statement = {
        kind: 'config' as const,
        path: path.join(' '),
        body,
        line: 0,
        column: 0,
      };
      layout = withSection(layout, { kind: 'kept', statement }, place === 'global');
    }
    for (const entries of this.vdoms.values()) {
      const draft = new BodyDraft([], this.warn);
      for (const one of entries) draft.apply(one);
      layout = [
        ...layout,
        {
          kind: 'vdom',
          entries: draft.statements().map((statement) => ({ kind: 'kept', statement })),
        },
      ];
    }
    return layout;
  }
}

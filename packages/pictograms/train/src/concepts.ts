/** One class: what people call it, and the emoji that show it. */
export interface Concept {
  readonly name: string;
  readonly group: string;
  readonly synonyms: readonly string[];
  /** Unicode's short names, `_` between words. */
  readonly slugs: readonly string[];
  /** `given out` with the network; `learned` by it only, as no drawing of it can be told; or known to the `judge` alone. */
  readonly role: 'given out' | 'learned' | 'judge';
}

/**
 * Reads `concepts.txt`: `slug|slug > name: synonym, synonym` a line, `[group]` before those of a group, `~` before
 * one that is learned and not given out, `-` before one that the judge alone knows.
 */
export function parseConcepts(text: string): Concept[] {
  const concepts: Concept[] = [];
  let group = '';
  for (const line of text.split('\n').map((each) => each.trim())) {
    if (line === '' || line.startsWith('#') || line.startsWith('!')) continue;
    const heading = /^\[(.+)\]$/.exec(line)?.[1];
    if (heading === undefined) concepts.push(readConcept(line, group));
    else group = heading;
  }
  return concepts;
}

function readConcept(line: string, group: string): Concept {
  const role = line.startsWith('-') ? 'judge' : line.startsWith('~') ? 'learned' : 'given out';
  const [left = '', right = ''] = split(line.replace(/^[-~]/, ''), ':');
  const [source = '', given = ''] = split(left, '>');
  const slugs = source.split('|').map((slug) => slug.trim());
  const name = (given === '' ? slugs[0]! : given).replaceAll('_', '-');
  const synonyms = right.split(',').map((each) => each.trim());
  return { name, group, slugs, synonyms: synonyms.filter((each) => each !== '' && each !== name), role };
}

function split(text: string, at: string): string[] {
  return text.split(at).map((part) => part.trim());
}

/** Emoji too much like a class to be shown as "none of these": the line `!slug slug ...`. */
export function parseNear(text: string): Concept {
  const slugs = /^!(.*)$/m.exec(text)?.[1]?.trim().split(/\s+/) ?? [];
  return { name: '', group: '', synonyms: [], slugs, role: 'judge' };
}

import { sets, type PictureSet } from './sets.ts';

/** Credits of every set, as Markdown; `counts` says how many pictures each gives, in the sets' order. */
export function attributionOf(counts: readonly number[], versions: readonly string[]): string {
  const table = (role: PictureSet['role']): string =>
    markdownTable([
      ['set', 'package and version', 'by', 'licence', 'pictures'],
      ...sets.flatMap((set, i) =>
        set.role === role
          ? [
              [
                set.title,
                `\`${set.name}\` ${versions[i]!}`,
                `[${set.author}](${set.link})`,
                set.licence,
                String(counts[i]!),
              ],
            ]
          : [],
      ),
    ]);
  return [
    '# Whose pictures the built-in network learned from',
    'Made by `npm run train -w packages/pictograms -- render`. No picture is in the repository or the package.',
    table('train'),
    'Only to measure, because their licence is share-alike; no weight has seen them:',
    `${table('measure')}\n`,
  ].join('\n\n');
}

/** Columns as wide as their widest cell, the first row as the head. */
function markdownTable(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, i) => Math.max(...rows.map((row) => row[i]!.length)));
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const [head, ...body] = rows.map((row) => line(row.map((cell, i) => cell.padEnd(widths[i]!))));
  return [head, line(widths.map((width) => '-'.repeat(width))), ...body].join('\n');
}

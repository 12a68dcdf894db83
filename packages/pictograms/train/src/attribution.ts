import { sets, type PictureSet } from './sets.ts';

/** Credits of every set, as Markdown; `counts` says how many pictures each gives, in the sets' order. */
export function attributionOf(counts: readonly number[], versions: readonly string[]): string {
  const rows = (role: PictureSet['role']): string[] =>
    sets.flatMap((set, i) =>
      set.role === role
        ? [
            `| ${set.title} | \`${set.name}\` ${versions[i]!} | [${set.author}](${set.link}) | ${set.licence} | ${counts[i]!} |`,
          ]
        : [],
    );
  const head = '| set | package and version | by | licence | pictures |\n| --- | --- | --- | --- | --- |';
  return [
    '# Whose pictures the built-in network learned from',
    'Made by `npm run train -w packages/pictograms render`. No picture is in the repository or the package.',
    `${head}\n${rows('train').join('\n')}`,
    'Only to measure, because their licence is share-alike; no weight has seen them:',
    `${head}\n${rows('measure').join('\n')}`,
    '',
  ].join('\n\n');
}

/** The value of `--name=value` on the bench's command line, or null. */
export function option(name: string): string | null {
  const given = process.argv.find((word) => word.startsWith(`--${name}=`));
  return given === undefined ? null : given.slice(name.length + 3);
}

/** The numbers of `--name=1,2,3`. */
export function numbers(name: string, otherwise: string): number[] {
  return (option(name) ?? otherwise).split(',').map(Number);
}

/** `--part=1/2`: this process's share of the work, from 0, and how many share it. */
export function part(): { readonly index: number; readonly of: number } {
  const [index = 1, of = 1] = (option('part') ?? '1/1').split('/').map(Number);
  return { index: index - 1, of };
}

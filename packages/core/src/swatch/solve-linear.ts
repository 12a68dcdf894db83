/** Solves n equations given as rows of n factors and the right side, with pivoting; null where there is no one answer. */
export function solveLinear(rows: readonly (readonly number[])[]): number[] | null {
  const matrix = rows.map((row) => [...row]);
  const n = matrix.length;
  for (let column = 0; column < n; column++) {
    let pivot = column;
    for (let i = column + 1; i < n; i++) {
      if (Math.abs(matrix[i]![column]!) > Math.abs(matrix[pivot]![column]!)) pivot = i;
    }
    [matrix[column], matrix[pivot]] = [matrix[pivot]!, matrix[column]!];
    const lead = matrix[column]![column]!;
    if (Math.abs(lead) < 1e-12) return null;
    for (let i = 0; i < n; i++) {
      const factor = i === column ? 0 : matrix[i]![column]! / lead;
      if (factor !== 0) for (let j = column; j <= n; j++) matrix[i]![j]! -= factor * matrix[column]![j]!;
    }
  }
  return matrix.map((row, i) => row[n]! / row[i]!);
}

/** Reads a table that is written as text, a row a line and its cells between bars; "-" is an empty cell. */
export function textTable<const Column extends string>(columns: readonly Column[], text: string): Record<Column, string>[] {
  const lines = text.split('\n').map((line) => line.trim());
  return lines.filter(Boolean).map((line) => {
    const cells = line.split('|').map((cell) => cell.trim());
    if (cells.length !== columns.length) throw new Error(`${columns.length} cells are expected: ${line}`);
    const named = columns.map((column, index) => [column, cells[index] === '-' ? '' : (cells[index] ?? '')]);
    return Object.fromEntries(named) as Record<Column, string>;
  });
}

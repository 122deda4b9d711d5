/** So many words as there is room for, those that were added last. */
export class Recently {
  private readonly kept = new Set<string>();

  constructor(private readonly most: number) {}

  has(word: string): boolean {
    return this.kept.has(word);
  }

  add(word: string): void {
    this.kept.delete(word);
    this.kept.add(word);
    const [oldest] = this.kept;
    if (oldest !== undefined && this.kept.size > this.most) this.kept.delete(oldest);
  }

  forget(word: string): void {
    this.kept.delete(word);
  }
}

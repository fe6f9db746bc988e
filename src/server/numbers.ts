const british = new Intl.NumberFormat('en-GB');

/** "1,250" */
export function number(count: number): string {
  return british.format(count);
}

/** "1 user", "1,250 users". @param noun one that takes an s */
export function counted(count: number, noun: string): string {
  return `${number(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** What provisioning needs, by the display names of Secret Server's role permissions. */
const neededRights = ['Administer Users', 'View Users', 'Administer Groups', 'View Groups'] as const;

/** Without it lists hold only the account's own teams, silently (quirk 1). */
export const unrestrictedRight = 'Unrestricted by Teams';

/** Whether `held` names the right; servers spell it with and without blanks. */
export function holds(held: readonly string[], right: string): boolean {
  return held.some((name) => folded(name) === folded(right));
}

/** The needed rights that are neither held nor shown to be effective (`works`), by display name. */
export function missingRights(
  held: readonly string[],
  works: { readonly users: boolean; readonly groups: boolean },
): string[] {
  return neededRights.filter((right) => {
    if (right === 'View Users' && works.users) return false;
    if (right === 'View Groups' && works.groups) return false;
    return !holds(held, right);
  });
}

function folded(name: string): string {
  return name.replaceAll(/\s/g, '').toLowerCase();
}

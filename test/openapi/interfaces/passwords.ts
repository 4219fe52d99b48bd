/** What the examples say of passwords, whatever an interface calls them. */
export const CURRENT = 'a current passphrase of mine';
export const NEXT = 'quite another passphrase 58';

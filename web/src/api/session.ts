/**
 * The key of whoever writes here: whk_<id>_<secret>, as `whence key add` printed it, or a token of the operator's issuer.
 * It is kept for this tab alone and ends with it; it is sent to this server alone, in the header Authorization.
 */
const slot = "whence-key";

export const sessionKey = (): string | undefined => sessionStorage.getItem(slot) ?? undefined;

/** Whether somebody has given a key in this tab. Whether it holds, the server says. */
export const signedIn = (): boolean => sessionKey() !== undefined;

export function signIn(key: string) {
  sessionStorage.setItem(slot, key.trim());
}

export function signOut() {
  sessionStorage.removeItem(slot);
}

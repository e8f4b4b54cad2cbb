// The address that hands the key of a second factor to an authenticator app.
// https://github.com/google/google-authenticator/wiki/Key-Uri-Format

/** `secret` is in base 32; six digits every 30 seconds by SHA-1 are what apps take without being told. */
export function otpauthAddress(issuer: string, user: string, secret: string): string {
  const [from, name] = [encodeURIComponent(issuer), encodeURIComponent(user)];
  return `otpauth://totp/${from}:${name}?secret=${secret}&issuer=${from}`;
}

/** The key in groups of four, for whoever types it. */
export const inGroups = (secret: string): string => secret.replace(/(.{4})(?=.)/g, "$1 ");

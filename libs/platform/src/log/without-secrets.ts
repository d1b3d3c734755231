const HIDDEN = '(hidden)';
const KEY = /lgt_[A-Za-z0-9_.~+/=-]{16,}/g;
const TOKEN = /eyJ[\w-]{8,}\.[\w-]+\.[\w-]*/g;
const PASSWORD = /(:\/\/[^\s:@/"\\]*:)[^\s@/"\\]+@/g;
const PRIVATE_KEY = /-----BEGIN [A-Z ]*PRIVATE KEY-----.*?-----END [A-Z ]*PRIVATE KEY-----/gs;

/** A line without keys of callers, tokens, passwords of URLs and private keys, wherever they came from. */
export function withoutSecrets(line: string): string {
  return line
    .replace(KEY, HIDDEN)
    .replace(TOKEN, HIDDEN)
    .replace(PASSWORD, `$1${HIDDEN}@`)
    .replace(PRIVATE_KEY, HIDDEN);
}

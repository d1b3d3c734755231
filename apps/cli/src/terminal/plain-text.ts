const KEY = /lgt_[\x21-\x7e]{4,}/gu;
// What others wrote must not steer the terminal: C0 but for line ends, DEL, C1, and marks that turn the direction.
// eslint-disable-next-line no-control-regex -- it is them that are looked for
const STEERING = /[\0-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** Takes API keys out of a text that is shown. */
export function withoutKeys(text: string): string {
  return text.replace(KEY, 'lgt_…');
}

/** A text of somebody else's, to be shown: tabs are spaces, and what would steer a terminal is a replacement mark. */
export function shown(text: string): string {
  return text.replaceAll('\t', '    ').replace(STEERING, '\ufffd');
}

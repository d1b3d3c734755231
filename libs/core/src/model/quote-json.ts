/** Text that JSON writes as it is. */
const PLAIN = /^[ !#-[\]-~]*$/;

/** A text as JSON writes it. As `JSON.stringify`, several times as fast for what names and ids mostly are. */
export function quoteJson(text: string): string {
  return PLAIN.test(text) ? `"${text}"` : JSON.stringify(text);
}

/** One element of a layout of Go's `time` package, and the text before it. */
export interface LayoutPart {
  readonly before: string;
  readonly element: string;
}

const ELEMENTS = new RegExp(
  [
    ...[
      'January',
      'Jan(?![a-z])',
      'Monday',
      'Mon(?![a-z])',
      'MST',
      '2006',
      '__2',
      '_2(?!006)',
      '002',
    ],
    ...['0[1-6]', '15', '[1-5]', 'PM', 'pm'],
    ...['Z07:00:00', 'Z070000', 'Z07:00', 'Z0700', 'Z07'],
    ...['-07:00:00', '-070000', '-07:00', '-0700', '-07'],
    ...['[.,]0+(?!\\d)', '[.,]9+(?!\\d)'],
  ].join('|'),
  'gu',
);

/** Elements in order; the last one is empty and follows the rest of the text. */
export function layoutParts(layout: string): readonly LayoutPart[] {
  const parts: LayoutPart[] = [];
  let from = 0;
  for (const { index, 0: element } of layout.matchAll(ELEMENTS)) {
    parts.push({ before: layout.slice(from, index), element });
    from = index + element.length;
  }
  return [...parts, { before: layout.slice(from), element: '' }];
}

/** Layouts that OPA knows by name. */
export const NAMED_LAYOUTS: Readonly<Record<string, string>> = {
  ANSIC: 'Mon Jan _2 15:04:05 2006',
  UnixDate: 'Mon Jan _2 15:04:05 MST 2006',
  RubyDate: 'Mon Jan 02 15:04:05 -0700 2006',
  RFC822: '02 Jan 06 15:04 MST',
  RFC822Z: '02 Jan 06 15:04 -0700',
  RFC850: 'Monday, 02-Jan-06 15:04:05 MST',
  RFC1123: 'Mon, 02 Jan 2006 15:04:05 MST',
  RFC1123Z: 'Mon, 02 Jan 2006 15:04:05 -0700',
  RFC3339: '2006-01-02T15:04:05Z07:00',
  RFC3339Nano: '2006-01-02T15:04:05.999999999Z07:00',
};

/** What no vendor tells anything with; numbers that parsing would change. */
export const badRowTexts: readonly [string, ...string[]] = [
  'null',
  '{}',
  '[]',
  '"row"',
  '17',
  '{ "odd": 1.10,"big":12345678901234567890 , "text":"\\u00e5\\"" }',
];

/** Between the cells of CSV, by the names that options have for them. */
export const csvSeparators = { comma: ',', semicolon: ';', tab: '\t' } as const;

/** One of {@link csvSeparators}. */
export type CsvSeparator = (typeof csvSeparators)[keyof typeof csvSeparators];

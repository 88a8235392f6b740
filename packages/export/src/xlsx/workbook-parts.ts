import { xmlText } from './xml-text.ts';
import type { ZipEntry } from './zip-stream.ts';

/** A sheet that was written. */
export interface WrittenSheet {
  name: string;
  /** All its cells, such as `$A$1:$C$20`. */
  range: string;
}

/** The styles of cells, by their places in the part `styles.xml`. */
export const cellStyles = {
  plain: 0,
  head: 1,
  text: 2,
  quoted: 3,
  instant: 4,
  localTime: 5,
  date: 6,
};

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const office = 'http://schemas.openxmlformats.org';
const relations = `${office}/package/2006/relationships`;
const types = `${office}/officeDocument/2006/relationships`;
const main = `${office}/spreadsheetml/2006/main`;
const media = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** The opening of a sheet's part. */
export const sheetOpening = `${head}<worksheet xmlns="${main}">`;

/** What makes sheets a workbook. */
export function workbookParts(sheets: readonly WrittenSheet[]): ZipEntry[] {
  const numbered = sheets.map((sheet, index) => ({ ...sheet, index, number: index + 1 }));
  return [
    part('xl/styles.xml', styles),
    part(
      'xl/workbook.xml',
      `<workbook xmlns="${main}" xmlns:r="${types}"><sheets>${numbered
        .map(
          ({ name, number }) =>
            `<sheet name="${xmlText(name)}" sheetId="${number}" r:id="rId${number}"/>`,
        )
        .join('')}</sheets><definedNames>${numbered
        .map(
          ({ name, index, range }) =>
            `<definedName name="_xlnm._FilterDatabase" localSheetId="${index}" hidden="1">'${xmlText(
              name.replaceAll("'", "''"),
            )}'!${range}</definedName>`,
        )
        .join('')}</definedNames></workbook>`,
    ),
    part(
      'xl/_rels/workbook.xml.rels',
      `<Relationships xmlns="${relations}">${numbered
        .map(({ number }) => relation(number, 'worksheet', `worksheets/sheet${number}.xml`))
        .join('')}${relation(sheets.length + 1, 'styles', 'styles.xml')}</Relationships>`,
    ),
    part(
      '_rels/.rels',
      `<Relationships xmlns="${relations}">${relation(1, 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    ),
    part(
      '[Content_Types].xml',
      `<Types xmlns="${office}/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${media}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${media}.styles+xml"/>${numbered
        .map(
          ({ number }) =>
            `<Override PartName="/xl/worksheets/sheet${number}.xml" ContentType="${media}.worksheet+xml"/>`,
        )
        .join('')}</Types>`,
    ),
  ];
}

/**
 * In the order of {@link cellStyles}. Texts have the format of texts (49), so that they stay texts
 * when somebody edits them; those that would turn into something else bear the mark of an
 * apostrophe besides.
 */
const styles = `<styleSheet xmlns="${main}"><numFmts count="3"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss.000"/><numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/><numFmt numFmtId="166" formatCode="yyyy\\-mm\\-dd"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="7"><xf xfId="0"/><xf xfId="0" fontId="1" applyFont="1"/><xf xfId="0" numFmtId="49" applyNumberFormat="1"/><xf xfId="0" numFmtId="49" applyNumberFormat="1" quotePrefix="1"/>${[
  164, 165, 166,
]
  .map((format) => `<xf xfId="0" numFmtId="${format}" applyNumberFormat="1"/>`)
  .join(
    '',
  )}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;

function part(name: string, xml: string): ZipEntry {
  return { name, chunks: [Buffer.from(head + xml)] };
}

function relation(id: number, type: string, target: string): string {
  return `<Relationship Id="rId${id}" Type="${types}/${type}" Target="${target}"/>`;
}

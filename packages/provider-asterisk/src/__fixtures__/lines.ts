/** A line as the vendor's sample cdr.conf has cdr_csv write it: uniqueid and userfield, UTC. */
export function lineAt(start: string, number: number, userfield = ''): string {
  const seconds = Date.parse(`${start.replace(' ', 'T')}Z`) / 1000;
  return `"","+4672${number}","101","from-trunk","<+4672${number}>","PJSIP/trunk-1","PJSIP/101-2","Dial","PJSIP/101,30","${start}","${start}","${start}",7,5,"ANSWERED","DOCUMENTATION","${seconds}.${number}","${userfield}"\n`;
}

import type { Some } from '../generate/countries/country.ts';

/** What people write after calls: in Polish, and with what trips parsers and exporters. */
export const noteTexts: Some<string> = [
  'Klient prosi o kontakt po 16:00.',
  'Oddzwonić w poniedziałek',
  'Reklamacja przyjęta. Numer zgłoszenia podany klientowi.',
  'Zamówienie potwierdzone,\nfaktura wyślemy mailem.',
  'Rozmowa przerwana – zły zasięg',
  '„Pilne!” – "VIP", cena \\ rabat 10%',
  '- adres do zmiany\n- nowa umowa\n\n- zgoda na kontakt 👍',
  '=SUM(A1:A3)',
  '{"blocks":[]}',
  '<b>Nie dzwonić</b> przed 9:00; tel. prywatny',
  'Ok',
];

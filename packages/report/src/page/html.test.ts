import { expect, test } from 'vitest';
import { html, trustedHtml } from './html.ts';

test('texts are escaped, also in attributes, and markup is not', () => {
  const name = `<script>"&'</script>`;
  const { markup } = html`<b title="${name}">${name}</b>${[html`<i>${1}</i>`, null, 'x']}`;
  const escaped = '&lt;script&gt;&quot;&amp;&#39;&lt;/script&gt;';
  expect(markup).toBe(`<b title="${escaped}">${escaped}</b><i>1</i>x`);
  expect(html`${trustedHtml('<hr>')}`.markup).toBe('<hr>');
});

/// <reference lib="dom" />
/// <reference lib="dom.iterable" />

/** What is wrong with the looks of a page, in words; empty lists where nothing is. */
export interface PageProbe {
  /** What stands out too little from what is behind it: texts less than 4.5 to 1, marks less than 3 to 1. */
  faint: string[];
  /** Texts that don't fit their place, or lie on each other. */
  crowded: string[];
  /** How many texts were looked at. */
  texts: number;
}

/**
 * Looks at every text of a page, those in drawings included, and at the marks that a selector finds:
 * elements whose colour says something. Runs in the page, and therefore uses nothing from outside of
 * itself.
 */
export function probePage(marks: string): PageProbe {
  const leastContrast = { text: 4.5, mark: 3 };
  const probe: PageProbe = { faint: [], crowded: [], texts: 0 };

  /** Red, green, blue and how opaque, each from 0 to 1; `null` for what is no colour. */
  function channelsOf(color: string): number[] | null {
    const numbers = color.match(/[\d.]+/g)?.map(Number);
    if (!color.startsWith('rgb') || numbers === undefined) return null;
    const [red = 0, green = 0, blue = 0, alpha = 1] = numbers;
    return [red / 255, green / 255, blue / 255, alpha];
  }

  /** WCAG 2: relative luminance. */
  function luminanceOf([red = 0, green = 0, blue = 0]: number[]): number {
    const [r = 0, g = 0, b = 0] = [red, green, blue].map((own) =>
      own <= 0.04045 ? own / 12.92 : ((own + 0.055) / 1.055) ** 2.4,
    );
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  }

  function contrastOf(a: number[], b: number[]): number {
    const [dark = 0, light = 0] = [luminanceOf(a), luminanceOf(b)].sort((x, y) => x - y);
    return (light + 0.05) / (dark + 0.05);
  }

  /** What an element is painted with, where it covers what is behind. */
  function paintOf(element: Element): number[] | null {
    const { fill, backgroundColor } = getComputedStyle(element);
    const isShape = element instanceof SVGElement && !(element instanceof SVGSVGElement);
    const channels = channelsOf(isShape ? fill : backgroundColor);
    return channels !== null && channels[3] === 1 ? channels : null;
  }

  /** The shape that a label of a drawing was put on, if any. */
  function shapeBehind(label: Element): Element | undefined {
    const { left, top, width, height } = label.getBoundingClientRect();
    const [x, y] = [left + width / 2, top + height / 2];
    const shapes = [...(label.closest('svg')?.querySelectorAll('path, rect, text') ?? [])];
    return shapes.slice(0, shapes.indexOf(label)).findLast((shape) => {
      const box = shape.getBoundingClientRect();
      const holds = box.left <= x && x <= box.right && box.top <= y && y <= box.bottom;
      return holds && shape.tagName !== 'text' && paintOf(shape) !== null;
    });
  }

  function behind(element: Element): number[] {
    const isLabel = element instanceof SVGElement;
    let own: Element | null = (isLabel ? shapeBehind(element) : null) ?? element;
    for (; own !== null; own = own.parentElement) {
      const paint = own === element && isLabel ? null : paintOf(own);
      if (paint !== null) return paint;
    }
    return [1, 1, 1, 1];
  }

  function look(element: Element): void {
    const text = element.textContent?.trim().slice(0, 40) ?? '';
    const { fill, color } = getComputedStyle(element);
    const ink = channelsOf(element instanceof SVGElement ? fill : color);
    const contrast = ink === null ? 0 : contrastOf(ink, behind(element));
    if (contrast < leastContrast.text) probe.faint.push(`${text}: ${contrast.toFixed(2)}`);
    probe.texts += 1;
  }

  for (const element of document.querySelectorAll('body *')) {
    const hasText = [...element.childNodes].some(
      (node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim() !== '',
    );
    if (!hasText || element instanceof SVGStyleElement || element.tagName === 'STYLE') continue;
    if (element.getClientRects().length === 0) continue;
    look(element);
    const hasPlace =
      element instanceof HTMLElement && getComputedStyle(element).display !== 'inline';
    if (hasPlace && element.scrollWidth > element.clientWidth + 1) {
      probe.crowded.push(`${element.textContent?.trim().slice(0, 40)} is wider than its place`);
    }
  }

  for (const mark of document.querySelectorAll(marks)) {
    const paint = paintOf(mark);
    const contrast = paint === null ? null : contrastOf(paint, behind(mark.parentElement ?? mark));
    if (contrast !== null && contrast < leastContrast.mark) {
      probe.faint.push(`${mark.className}: ${contrast.toFixed(2)}`);
    }
  }

  for (const drawing of document.querySelectorAll('svg')) {
    const frame = drawing.getBoundingClientRect();
    const labels = [...drawing.querySelectorAll('text')].map((label) => ({
      text: label.textContent ?? '',
      box: label.getBoundingClientRect(),
    }));
    for (const [index, { text, box }] of labels.entries()) {
      const isInside =
        box.left >= frame.left - 1 &&
        box.right <= frame.right + 1 &&
        box.top >= frame.top - 1 &&
        box.bottom <= frame.bottom + 1;
      if (!isInside) probe.crowded.push(`${text} leaves its drawing`);
      const other = labels
        .slice(index + 1)
        .find(
          (own) =>
            own.box.left < box.right &&
            own.box.right > box.left &&
            own.box.top < box.bottom &&
            own.box.bottom > box.top,
        );
      if (other !== undefined) probe.crowded.push(`${text} lies on ${other.text}`);
    }
  }
  if (document.documentElement.scrollWidth > window.innerWidth) {
    probe.crowded.push('the page is wider than the window');
  }
  return probe;
}
